import type { BlindIndex } from '../blind-index.ts';
import { argsOf, CannotQuery, isArgs, listOf, type Args } from './args.ts';
import type { SealedModel } from './sealed-models.ts';

export interface Searching {
  readonly models: ReadonlyMap<string, SealedModel>;
  readonly index: BlindIndex | undefined;
  readonly tenant: string;
}

/** A filter with each equality on a sealed field asked of its blind index instead. */
export function searchable(sealed: SealedModel, where: Args, searching: Searching): Args {
  return Object.fromEntries(
    Object.entries(where).map(([key, value]) => {
      if (key === 'AND' || key === 'OR' || key === 'NOT') {
        const parts = listOf(value).map((part) => searchable(sealed, argsOf(part), searching));
        return [key, parts];
      }
      if (sealed.sealed.has(key)) return indexed(sealed, key, value, searching);
      const relation = sealed.model.fields.get(key)?.relation;
      if (relation !== undefined) refuseSealed(relation, value, searching);
      return [key, value];
    }),
  );
}

/** For filters of models without sealed fields, and for relations: none may speak of a sealed field. */
export function refuseSealed(name: string, where: unknown, { models }: Searching): void {
  const sealed = models.get(name);
  if (sealed === undefined) return;
  const spoken = keysIn(where).find((key) => sealed.sealed.has(key));
  if (spoken !== undefined)
    throw new CannotQuery(
      `\`${name}.${spoken}\` is sealed and cannot be searched through a relation: query ${name} itself`,
    );
}

function indexed(
  sealed: SealedModel,
  field: string,
  value: unknown,
  { index, tenant }: Searching,
): readonly [string, unknown] {
  const { name, table } = sealed.model;
  const column = sealed.sealed.get(field)?.column ?? field;
  if (value === null || value === undefined) return [field, value];
  const at = sealed.indexes.get(field);
  if (at === undefined || index === undefined)
    throw new CannotQuery(`\`${name}.${field}\` is sealed and has no blind index to search by`);
  const { texts, isList } = wantedTexts(value, `${name}.${field}`);
  if (texts === undefined) return [field, null];
  const indexes = texts.map((text) => index.of({ tenant, table, column }, text));
  return [at, isList ? { in: indexes } : indexes[0]];
}

/** The texts of an equality; none: it asks for rows without a value. */
function wantedTexts(
  value: unknown,
  field: string,
): { readonly texts: readonly string[] | undefined; readonly isList: boolean } {
  const operators = isArgs(value) ? Object.keys(value) : ['equals'];
  const equals = isArgs(value) ? value['equals'] : value;
  const lists: Readonly<Record<string, readonly unknown[]>> = {
    equals: [equals],
    in: listOf(argsOf(value)['in']),
  };
  const wanted = lists[operators.join()];
  if (equals === null && operators.length === 1) return { texts: undefined, isList: false };
  const texts = wanted?.filter((text) => typeof text === 'string') ?? [];
  if (wanted === undefined || texts.length < wanted.length)
    throw new CannotQuery(
      `\`${field}\` is sealed: it can be compared with \`equals\` and \`in\` alone`,
    );
  return { texts, isList: operators[0] === 'in' };
}

function keysIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  if (!isArgs(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)]);
}
