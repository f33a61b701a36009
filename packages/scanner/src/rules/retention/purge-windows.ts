import { formatDuration } from '@troth/compiler';
import type { Known, ModelFact, RemovalFact, RetentionFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { heldData } from '../../held-data.ts';
import { personalFields } from '../../model-data.ts';
import { closingPromise, erasePromises, shares } from '../../promises.ts';
import type { ErasePromise } from '../../promises.ts';
import {
  isPlanned,
  modelNamed,
  saysWhenDeleted,
  saysWhenMade,
  softDeleteColumn,
} from '../../removals.ts';
import { finding, note } from '../../rule.ts';
import type { Report } from '../../rule.ts';
import { normalName } from '../../words/normal-name.ts';

/**
 * Code that removes rows by their age: the age, the wait for the next run and the backups that still
 * hold the rows then come to more than is promised.
 */
export function purgedTooLate(fact: RemovalFact, context: ScanContext): readonly Report[] {
  const { older } = fact;
  const model = modelNamed(fact.model, context);
  if (fact.how !== 'erase' || older === undefined || model === undefined) return [];
  const data = dataOf(model, context);
  if (data === undefined || !isTheWay(older.column, model, fact, context)) return [];
  const promises = promisesFor(data, context);
  const [first] = promises;
  if (first === undefined) return [];
  if (older.days === 'unknown')
    return [
      note(
        { at: older.at },
        `cannot tell after how many days rows of \`${model.model}\` are removed`,
      ),
    ];
  const parts = [
    { days: older.days, what: 'the age' },
    ...waitFor(fact, context),
    ...backupsOf(data, context),
  ];
  const broken = promises.find((promise) => exceeds(parts, older.months, promise));
  if (broken === undefined) return [];
  const promised = `the policy promises to erase within ${formatDuration(broken.rule.within)}`;
  const kept = `rows of \`${model.model}\` outlive \`${older.column}\` by ${sumOf(parts)}`;
  return [
    finding(
      { at: older.at, subject: `${fact.subject} ${older.column}` },
      broken.clause,
      `${kept}; ${promised}`,
      { kind: 'days', days: broken.days - parts.slice(1).reduce((sum, { days }) => sum + days, 0) },
    ),
  ];
}

interface Part {
  readonly days: number;
  readonly what: string;
}

/** Categories of what a table holds; nothing for a table without personal data. */
function dataOf(model: ModelFact, { words }: ScanContext): readonly string[] | undefined {
  const fields = personalFields(model, words);
  return fields.length === 0 ? undefined : fields.flatMap((field) => field.data);
}

function promisesFor(data: readonly string[], { policy }: ScanContext): readonly ErasePromise[] {
  if (data.length > 0) return erasePromises(policy, data);
  const closing = closingPromise(policy, data);
  return closing === undefined ? [] : [closing];
}

/**
 * Whether rows wait for this: by when they were deleted always; by any other age only where nothing
 * else removes them, as an account's own rows go with it.
 */
function isTheWay(
  column: string,
  model: ModelFact,
  fact: RemovalFact,
  context: ScanContext,
): boolean {
  const named = normalName(column);
  const soft = softDeleteColumn(model);
  if (saysWhenDeleted(column) || (soft !== undefined && normalName(soft) === named)) return true;
  // What expires is given its own end; a session or a token is no promise of the policy.
  if (!saysWhenMade(column)) return false;
  const others = context
    .factsOf('removal')
    .filter(
      (one) => one !== fact && one.how === 'erase' && modelNamed(one.model, context) === model,
    );
  const falls = model.relations.some(({ onDelete }) => onDelete === 'cascade');
  return others.length === 0 && !falls && !isPlanned(model, context);
}

function waitFor({ everyDays, names }: RemovalFact, { factsOf }: ScanContext): readonly Part[] {
  const days = everyDays ?? elsewhere(names, factsOf('schedule'));
  if (days === undefined || days === 'unknown' || days < 1) return [];
  return [{ days, what: 'until the next run' }];
}

/** A schedule of infrastructure that runs the file or one of the functions around. */
function elsewhere(
  names: readonly string[],
  schedules: readonly { readonly words: readonly string[]; readonly everyDays: Known<number> }[],
): Known<number> | undefined {
  const called = names
    .map(normalName)
    .filter((name) => name.length > 3 && name !== 'index' && name !== 'main');
  return schedules.find(({ words }) =>
    words.some((word) => called.some((name) => wordsIn(word).includes(name))),
  )?.everyDays;
}

/** `node dist/jobs/purge-users.js`: each path's last name, without its ending, and the word whole. */
function wordsIn(text: string): readonly string[] {
  const parts = text.split(/[\s"']+/);
  return parts.flatMap((part) => [
    normalName(part),
    normalName((part.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '')),
    normalName(part.split(':').at(-1) ?? ''),
  ]);
}

/** How long backups of databases keep a row; which database it is may be unknown, so the shortest counts. */
function backupsOf(
  data: readonly string[],
  { factsOf, dataMap, policy }: ScanContext,
): readonly Part[] {
  const kept = factsOf('retention').flatMap((fact) => {
    if (fact.what !== 'backups' || typeof fact.days !== 'number' || fact.days <= 0) return [];
    return isDatabase(fact) && mayHold(heldData(fact, dataMap)) ? [{ fact, days: fact.days }] : [];
  });
  const [shortest] = kept.toSorted((a, b) => a.days - b.days);
  return shortest === undefined
    ? []
    : [{ days: shortest.days, what: `backups of \`${shortest.fact.resource}\`` }];

  function mayHold(held: ReturnType<typeof heldData>): boolean {
    return held === 'presumed' || data.length === 0 || shares(policy.vocabulary, held, data);
  }
}

function isDatabase({ resource }: RetentionFact): boolean {
  return /db_|rds|sql|database|DB(?:Instance|Cluster)|neptune|redshift|postgres|dynamodb|cosmos|spanner|Cluster$/i.test(
    resource,
  );
}

function exceeds(
  parts: readonly Part[],
  months: number | undefined,
  { days, rule }: ErasePromise,
): boolean {
  const total = parts.reduce((sum, part) => sum + part.days, 0);
  const { amount, unit } = rule.within;
  // Months are as long as the promise's own months are.
  const promisedMonths = { month: amount, year: amount * 12, day: undefined, hour: undefined }[
    unit
  ];
  if (months !== undefined && promisedMonths !== undefined && months <= promisedMonths)
    return total - (parts[0]?.days ?? 0) > (promisedMonths - months) * 28;
  return total > days;
}

function sumOf(parts: readonly Part[]): string {
  const [first, ...others] = parts;
  if (others.length === 0) return `${shown(first?.days ?? 0)} days`;
  const total = parts.reduce((sum, { days }) => sum + days, 0);
  const named = parts.map(({ days, what }) => `${shown(days)} (${what})`).join(' + ');
  return `${named} = ${shown(total)} days`;
}

function shown(days: number): string {
  return String(Math.round(days * 100) / 100);
}
