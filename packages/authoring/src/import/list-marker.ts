/** The number before an item as the browser writes it: `3.`, `c.`, `iii.`. */
export function marker(number: number, type: string | undefined): string {
  if (number < 1) return `${number}.`;
  const written = styles[type ?? '1'] ?? String;
  return `${written(number)}.`;
}

const styles: Readonly<Record<string, (number: number) => string>> = {
  a: letters,
  A: (number) => letters(number).toUpperCase(),
  i: roman,
  I: (number) => roman(number).toUpperCase(),
};

function letters(number: number): string {
  const rest = Math.floor((number - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCodePoint(97 + ((number - 1) % 26));
}

const numerals = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
] as const;

/** Browsers write Roman numbers up to 3999 and digits above. */
function roman(number: number): string {
  if (number > 3999) return String(number);
  let rest = number;
  let text = '';
  for (const [value, numeral] of numerals) {
    while (rest >= value) {
      text += numeral;
      rest -= value;
    }
  }
  return text;
}
