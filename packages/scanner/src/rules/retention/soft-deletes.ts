import { formatDuration } from '@troth/compiler';
import type { ModelFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { personalFields } from '../../model-data.ts';
import { closingPromise, erasePromises } from '../../promises.ts';
import { isErased, softDeleteColumn } from '../../removals.ts';
import { finding, note } from '../../rule.ts';
import type { Report } from '../../rule.ts';

/** Rows that are marked as deleted and that nothing ever removes. */
export function markedForEver(model: ModelFact, context: ScanContext): readonly Report[] {
  const column = softDeleteColumn(model);
  if (column === undefined) return [];
  const fields = personalFields(model, context.words);
  if (fields.length === 0) return [];
  const data = fields.flatMap((field) => field.data);
  const promise =
    data.length === 0
      ? closingPromise(context.policy, data)
      : erasePromises(context.policy, data)[0];
  if (promise === undefined || expiresWithin(model, promise.days) || isErased(model, context))
    return [];
  const what = `\`${model.model}\` marks rows by \`${column}\``;
  if (context.isPartial === true)
    return [note(model, `only a scan of the whole program tells what removes rows: ${what}`)];
  // Tables of another language's program: who removes their rows stands where nobody looked.
  if (model.source === 'migration' && !touchesRows(context))
    return [note(model, `cannot tell what removes rows: ${what}, and no code here touches any`)];
  const names = fields.map(({ name }) => `\`${name}\``).join(', ');
  const promised = `the policy promises to erase within ${formatDuration(promise.rule.within)}`;
  return [
    finding(
      { at: model.at, subject: `${model.subject} ${column}` },
      promise.clause,
      `${what} and keeps ${names} for ever: nothing removes them; ${promised}`,
    ),
  ];
}

function expiresWithin({ expiresAfterDays }: ModelFact, days: number): boolean {
  return expiresAfterDays !== undefined && expiresAfterDays <= days;
}

function touchesRows({ factsOf }: ScanContext): boolean {
  return factsOf('removal').length > 0 || factsOf('record').length > 0;
}
