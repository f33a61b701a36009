import { lineIndex } from '@troth/diagnostics';

import type { SourceText } from '../extraction.ts';
import type { Fact, RemovalFact } from '../facts.ts';
import { present } from '../flow/present.ts';
import { daysOfUnit } from './age.ts';
import { daysBetween } from './cron.ts';
import { speaksOfDeleted } from './removals.ts';
import { rowsIn } from './sql-text.ts';

/**
 * Statements of a file that remove rows: a job's, a function's, what pg_cron runs. A migration runs
 * once, so in one only a statement that chooses rows by their age is a job.
 */
export function removalsInSql({ path, text }: SourceText): readonly Fact[] {
  if (!/\bdelete\s+from\b/iu.test(text)) return [];
  const { span } = lineIndex(path, text);
  const isOnce = /(?:^|\/)(?:migrations?|versions|changelog|seeds?|drizzle)\//u.test(path);
  return [...text.matchAll(/\bdelete\s+from\b[^;$]*/giu)].flatMap(
    (match): readonly RemovalFact[] => {
      const rows = rowsIn(match[0]);
      if (rows === undefined || (isOnce && rows.older === undefined)) return [];
      const at = span(match.index, match.index + match[0].trimEnd().length);
      const { column, age } = rows.older ?? {};
      const amount = typeof age?.amount === 'number' ? age.amount : undefined;
      const days =
        amount === undefined || age === undefined ? 'unknown' : amount * daysOfUnit[age.unit];
      return [
        {
          kind: 'removal',
          at,
          subject: `${rows.table} delete`,
          model: rows.table,
          how: 'erase',
          by: 'sql',
          ofDeleted: speaksOfDeleted(match[0]),
          names: [],
          ...present({
            everyDays: everyBefore(text.slice(0, match.index)),
            older: column === undefined ? undefined : { column, days, at },
          }),
        },
      ];
    },
  );
}

/** `cron.schedule('purge', '0 3 * * *', $$DELETE …` of pg_cron, right before the statement. */
function everyBefore(text: string): number | undefined {
  const [, expression] =
    /cron\.schedule\s*\((?:\s*'[^']*'\s*,)?\s*'([^']*)'\s*,\s*(?:'|\$\w*\$)\s*$/iu.exec(text) ?? [];
  return expression === undefined ? undefined : daysBetween(expression);
}
