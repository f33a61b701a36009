import { addDuration, type EraseRule, type TlsVersion } from '@troth/compiler';
import type { Action, DeleteBy, EncryptAtRest, EncryptInTransit } from './decision.ts';
import type { Question } from './permit.ts';
import type { Stated } from './rule-index.ts';

/** What is owed for the data themselves, by clauses that permit nothing. */
export type Duty = EncryptAtRest | EncryptInTransit | DeleteBy;

/**
 * What comes to be kept (`collect`, `store`) is encrypted at rest and has an end; what is handed to
 * somebody (`share`, `disclose`) is encrypted in transit. A use and an access move nothing.
 */
export function dutiesOf(question: Question, action: Action): readonly Duty[] {
  if (action === 'share' || action === 'disclose') return inTransit(question);
  if (action !== 'collect' && action !== 'store') return [];
  return [...atRest(question), ...deletions(question)];
}

/** What several categories owe, together: the strongest encryption, each deletion once. */
export function together(duties: readonly Duty[]): readonly Duty[] {
  return [
    ...strongest(duties.filter((duty) => duty.type === 'encrypt' && duty.scope === 'at-rest')),
    ...newest(duties.filter((duty) => duty.type === 'encrypt' && duty.scope === 'in-transit')),
    ...joined(duties.filter((duty) => duty.type === 'delete-by')),
  ];
}

/**
 * The last instant at which what is owed to be deleted may still be there, in systems or, where the
 * duty speaks of them, in backups.
 * @param event the instant of the event that the duty names
 */
export function deleteBy({ within, backups }: DeleteBy, event: Date): Date {
  const inSystems = addDuration(event, within);
  return backups === undefined ? inSystems : addDuration(inSystems, backups);
}

function inTransit({ rules, tables }: Question): readonly EncryptInTransit[] {
  return rules.encrypt.flatMap(({ clause, rule }): readonly EncryptInTransit[] => {
    if (rule.scope !== 'in-transit') return [];
    const clauses = [tables.clauses[clause] ?? ''];
    return [{ type: 'encrypt', scope: 'in-transit', minimum: rule.minimum, clauses }];
  });
}

function atRest(question: Question): readonly EncryptAtRest[] {
  const { rules, tables } = question;
  return rules.encrypt.flatMap(({ clause, rule }): readonly EncryptAtRest[] => {
    if (rule.scope !== 'at-rest') return [];
    const fields = sharedWith(rule.fields ?? [], question);
    return [
      {
        type: 'encrypt',
        scope: 'at-rest',
        ...rule.cipher,
        ...(fields.length > 0 && { fields }),
        clauses: [tables.clauses[clause] ?? ''],
      },
    ];
  });
}

function deletions(question: Question): readonly DeleteBy[] {
  const { rules, category } = question;
  return rules.erase.touching(category).map((stated) => deletion(stated, question));
}

function deletion({ clause, rule }: Stated<EraseRule>, question: Question): DeleteBy {
  const { tables, rules } = question;
  const backups = rule.stages?.backups;
  const unless = rules.keeping.filter((by) => tables.exceptTo[by]?.has(clause));
  return {
    type: 'delete-by',
    data: sharedWith(rule.data, question),
    after: rule.after,
    within: rule.within,
    ...(backups && { backups }),
    clause: tables.clauses[clause] ?? '',
    ...(unless.length > 0 && { unless: unless.map((by) => tables.clauses[by] ?? '') }),
  };
}

/** Of the category asked for, what a list speaks of: all of it, or parts of it. */
function sharedWith(data: readonly string[], { tables, policy, category }: Question): string[] {
  const named = new Set(data.map((id) => tables.categories.get(id)));
  const idOf = (number: number): string => policy.vocabulary.categories[number]?.id ?? '';
  if ((tables.above[category] ?? []).some((above) => named.has(above))) return [idOf(category)];
  return (tables.below[category] ?? []).filter((below) => named.has(below)).map(idOf);
}

function strongest(duties: readonly EncryptAtRest[]): readonly Duty[] {
  const [first] = duties.toSorted((a, b) => b.bits - a.bits);
  if (first === undefined) return [];
  const { fields: _, ...duty } = first;
  const fields = union(duties.map((each) => each.fields ?? []));
  const clauses = union(duties.map((each) => each.clauses));
  return [{ ...duty, ...(fields.length > 0 && { fields }), clauses }];
}

function newest(duties: readonly EncryptInTransit[]): readonly Duty[] {
  const [first] = duties;
  if (first === undefined) return [];
  const minimum = duties.reduce<TlsVersion>(
    (newer, each) => (each.minimum > newer ? each.minimum : newer),
    first.minimum,
  );
  return [{ ...first, minimum, clauses: union(duties.map((each) => each.clauses)) }];
}

/** One for each rule, with all the data it takes. */
function joined(duties: readonly DeleteBy[]): readonly Duty[] {
  const byRule = Map.groupBy(duties, (duty) => JSON.stringify({ ...duty, data: undefined }));
  return [...byRule.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, data: union([first.data, ...others.map(({ data }) => data)]) }],
  );
}

function union(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())];
}
