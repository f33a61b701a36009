import type { Age } from './age.ts';
import { measured } from './age.ts';

/** Rows that a statement of SQL removes or reads. */
export interface SqlRows {
  readonly act: 'erase' | 'read';
  readonly table: string;
  /** Where the statement names the rows by their age; without an age when it is given from outside. */
  readonly older?: { readonly column: string; readonly age?: Age };
}

const name = String.raw`(?:(?:"[^"]+"|\x60[^\x60]+\x60|\[[^\]]+\]|\w+)\s*\.\s*)?(?:"([^"]+)"|\x60([^\x60]+)\x60|\[([^\]]+)\]|(\w+))`;
const erasing = new RegExp(
  String.raw`\b(?:delete\s+from|truncate(?:\s+table)?)\s+(?:only\s+)?${name}`,
  'iu',
);
const reading = new RegExp(
  String.raw`^\s*(?:with\b[\s\S]*?\)\s*)?select\b[\s\S]*?\bfrom\s+${name}`,
  'iu',
);

/** What a statement does to rows, by its words alone: it may have holes where code puts values. */
export function rowsIn(text: string): SqlRows | undefined {
  const erased = erasing.exec(text);
  const read = erased === null ? reading.exec(text) : null;
  const found = erased ?? read;
  const table = found?.slice(1).find((one) => one !== undefined);
  if (table === undefined) return undefined;
  const older = erased === null ? undefined : olderIn(text.slice(erased.index));
  return {
    act: erased === null ? 'read' : 'erase',
    table,
    ...(older === undefined ? {} : { older }),
  };
}

const now = String.raw`(?:now\s*\(\s*\)|current_timestamp|current_date|localtimestamp|getdate\s*\(\s*\)|sysdate(?:time)?(?:\s*\(\s*\))?)`;
const interval = String.raw`interval\s+'?\s*(\d+)\s*'?\s*([a-z]+)'?`;
const column = String.raw`(?:\w+\.)?["\x60[]?(\w+)["\x60\]]?`;

const ages: readonly RegExp[] = [
  // `deleted_at < now() - interval '90 days'`
  new RegExp(String.raw`${column}\s*<=?\s*${now}(?:::\w+)?\s*-\s*${interval}`, 'iu'),
  // `deleted_at < DATE_SUB(NOW(), INTERVAL 90 DAY)`
  new RegExp(String.raw`${column}\s*<=?\s*date_sub\s*\(\s*${now}\s*,\s*${interval}`, 'iu'),
  // `deleted_at + interval '90 days' < now()`
  new RegExp(String.raw`${column}\s*\+\s*${interval}\s*<=?\s*${now}`, 'iu'),
  // `now() - deleted_at > interval '90 days'`
  new RegExp(String.raw`${now}\s*-\s*${column}\s*>=?\s*${interval}`, 'iu'),
  // SQLite: `deleted_at < datetime('now', '-90 days')`
  new RegExp(
    String.raw`${column}\s*<=?\s*(?:date|datetime)\s*\(\s*'now'\s*,\s*'-(\d+)\s+([a-z]+)'`,
    'iu',
  ),
];

const serverAge = new RegExp(
  String.raw`${column}\s*<=?\s*dateadd\s*\(\s*([a-z]+)\s*,\s*-(\d+)\s*,\s*${now}`,
  'iu',
);

/** The age by which a statement chooses rows. */
function olderIn(text: string): SqlRows['older'] | undefined {
  for (const pattern of ages) {
    const [, of, amount, unit = ''] = pattern.exec(text) ?? [];
    if (of === undefined) continue;
    const age = measured(Number(amount), unit);
    return { column: of, ...(age === undefined ? {} : { age }) };
  }
  const [, of, unit = '', amount] = serverAge.exec(text) ?? [];
  const age = of === undefined ? undefined : measured(Number(amount), unit);
  return of === undefined || age === undefined ? undefined : { column: of, age };
}
