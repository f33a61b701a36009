/** Days between two runs at the most, of a cron expression or of what schedulers have beside it. */
export function daysBetween(expression: string): number | undefined {
  const text = expression.trim().replace(/^(?:CRON_)?TZ=\S+\s+/, '');
  return ofMacro(text) ?? ofRate(text) ?? ofFields(fieldsOf(text));
}

function ofMacro(text: string): number | undefined {
  return macros[/^@(\w+)$/.exec(text)?.[1] ?? ''];
}

/** AWS's `rate(7 days)`. */
function ofRate(text: string): number | undefined {
  const [, count, unit = ''] = /^rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)$/i.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (rates[unit.toLowerCase()] ?? 1);
}

/** Minute, hour, day, month, weekday: of six fields the first are seconds, or the last is AWS's year. */
function fieldsOf(text: string): readonly string[] {
  const inside = /^cron\((.*)\)$/.exec(text)?.[1];
  const fields = (inside ?? text).split(/\s+/);
  if (fields.length !== 6) return fields;
  return inside === undefined ? fields.slice(1) : fields.slice(0, 5);
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

function ofFields(fields: readonly string[]): number | undefined {
  if (fields.length !== 5 || !fields.every((field) => /^[\w*/,?#-]+$/.test(field)))
    return undefined;
  const [, hour = '*', day = '*', month = '*', weekday = '*'] = fields;
  const months = widestGap(month, 12, 1);
  const days = widestGap(day, 31, 1);
  const weekdays = widestGap(weekday, 7, 0);
  const hours = widestGap(hour, 24, 0);
  if (Number.isNaN(months + days + weekdays + hours)) return undefined;
  if (!isEvery(month)) return Math.min(366, months * 31);
  if (!isEvery(day)) return days;
  return isEvery(weekday) ? hours / 24 : weekdays;
}

function isEvery(field: string): boolean {
  return field === '*' || field === '?';
}

const words = 'sun mon tue wed thu fri sat'.split(' ');
const monthWords = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** The longest wait in one field, in its own units; a circle of `size`. */
function widestGap(field: string, size: number, first: number): number {
  if (isEvery(field)) return 1;
  const values = field.split(',').flatMap((part) => valuesIn(part, size, first));
  if (values.some((value) => Number.isNaN(value)) || values.length === 0) return Number.NaN;
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
  const [start, end] = endsOf(range, step !== undefined, [first, first + size - 1]);
  const by = Number(step ?? 1);
  if (![start, end, by].every((one) => Number.isInteger(one)) || by < 1) return [Number.NaN];
  const values: number[] = [];
  for (let at = start; at <= end && values.length < 64; at += by) values.push(at);
  return values;
}

function endsOf(
  range: string,
  hasStep: boolean,
  all: readonly [number, number],
): readonly [number, number] {
  if (range === '*') return all;
  const [from = '', to] = range.split('-');
  return [numberOf(from), to === undefined && hasStep ? all[1] : numberOf(to ?? from)];
}

function numberOf(text: string): number {
  const word = text.slice(0, 3).toLowerCase();
  if (words.includes(word)) return words.indexOf(word);
  return monthWords.includes(word) ? monthWords.indexOf(word) + 1 : Number(text || Number.NaN);
}
