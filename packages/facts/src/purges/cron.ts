/** Days between two runs at the most, of a cron expression or of what schedulers have beside it. */
export function daysBetween(expression: string): number | undefined {
  const text = expression.trim().replace(/^(?:CRON_)?TZ=\S+\s+/, '');
  const named = /^@(\w+)$/.exec(text)?.[1];
  if (named !== undefined) return macros[named];
  const [, count, unit = ''] = /^rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)$/i.exec(text) ?? [];
  if (count !== undefined) return Number(count) * (rates[unit.toLowerCase()] ?? 1);
  const fields = (/^cron\((.*)\)$/.exec(text)?.[1] ?? text).split(/\s+/);
  // With six fields the first are seconds, or the last is AWS's year.
  const five =
    fields.length === 6
      ? text.startsWith('cron(')
        ? fields.slice(0, 5)
        : fields.slice(1)
      : fields;
  return five.length === 5 && five.every((field) => /^[\w*/,?#-]+$/.test(field))
    ? ofFields(five)
    : undefined;
}

const macros: Readonly<Record<string, number>> = {
  yearly: 366,
  annually: 366,
  monthly: 31,
  weekly: 7,
  daily: 1,
  midnight: 1,
  hourly: 1 / 24,
};

const rates: Readonly<Record<string, number>> = { minute: 1 / 1440, hour: 1 / 24, day: 1 };

function ofFields([, hour = '*', day = '*', month = '*', weekday = '*']: readonly string[]):
  | number
  | undefined {
  const months = widestGap(month, 12, 1);
  const days = widestGap(day, 31, 1);
  const weekdays = widestGap(weekday, 7, 0);
  const hours = widestGap(hour, 24, 0);
  if ([months, days, weekdays, hours].includes(undefined)) return undefined;
  if (!isEvery(month)) return Math.min(366, (months ?? 1) * 31);
  if (!isEvery(day)) return days;
  if (!isEvery(weekday)) return weekdays;
  return Math.max(1, hours ?? 24) / 24;
}

function isEvery(field: string): boolean {
  return field === '*' || field === '?';
}

const words = 'sun mon tue wed thu fri sat'.split(' ');
const monthWords = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** The longest wait in one field, in its own units; a circle of `size`. */
function widestGap(field: string, size: number, first: number): number | undefined {
  if (isEvery(field)) return 1;
  const values = field.split(',').flatMap((part) => valuesIn(part, size, first));
  if (values.some((value) => Number.isNaN(value)) || values.length === 0) return undefined;
  const sorted = [...new Set(values.map((value) => value % size))].toSorted((a, b) => a - b);
  return Math.max(
    ...sorted.map((value, index) => {
      const next = sorted[index + 1] ?? (sorted[0] ?? 0) + size;
      return next - value;
    }),
  );
}

function valuesIn(part: string, size: number, first: number): readonly number[] {
  const [range = '', step] = part.split('/');
  const [from = '', to] = range.split('-');
  const start = from === '*' ? first : numberOf(from);
  const end =
    from === '*' || (step !== undefined && to === undefined)
      ? first + size - 1
      : numberOf(to ?? from);
  const by = step === undefined ? 1 : Number(step);
  if (![start, end, by].every((one) => Number.isInteger(one)) || by < 1) return [Number.NaN];
  const values: number[] = [];
  for (let at = start; at <= end && values.length < 64; at += by) values.push(at);
  return values;
}

function numberOf(text: string): number {
  const word = text.slice(0, 3).toLowerCase();
  if (words.includes(word)) return words.indexOf(word);
  return monthWords.includes(word) ? monthWords.indexOf(word) + 1 : Number(text || Number.NaN);
}
