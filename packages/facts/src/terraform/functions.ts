import { asText } from '../infrastructure/settings.ts';
import type { Expression } from '../infrastructure/syntax.ts';

type Place = Pick<Expression, 'at' | 'written'>;
type Applied = (args: readonly Expression[], place: Place) => Expression | undefined;

/** The result of a function or operator on evaluated arguments, where it can be told. */
export function called(name: string, args: readonly Expression[], place: Place): Expression {
  const result = functions[name]?.(args, place);
  return result === undefined ? { ...place, kind: 'unknown' } : { ...result, ...place };
}

const first: Applied = ([value]) => value;

const functions: Readonly<Record<string, Applied>> = {
  jsonencode: first,
  tostring: first,
  tonumber: first,
  tobool: first,
  toset: first,
  tolist: first,
  tomap: first,
  sensitive: first,
  nonsensitive: first,
  trimspace: first,
  // What fails where Terraform runs falls through to the next; what we cannot tell ends it.
  try: first,
  coalesce: (args) => args.find(({ kind }) => kind !== 'null'),
  lower: ([value], place) => spelled(value, place, (text) => text.toLowerCase()),
  upper: ([value], place) => spelled(value, place, (text) => text.toUpperCase()),
  concat: (args, place) =>
    args.every(({ kind }) => kind === 'list')
      ? {
          ...place,
          kind: 'list',
          items: args.flatMap((list) => (list.kind === 'list' ? list.items : [])),
        }
      : undefined,
  merge: (args, place) =>
    args.every(({ kind }) => kind === 'object')
      ? {
          ...place,
          kind: 'object',
          entries: new Map(args.flatMap((one) => (one.kind === 'object' ? [...one.entries] : []))),
        }
      : undefined,
  lookup: ([map, key, otherwise]) => {
    const name = key === undefined ? undefined : asText(key);
    if (map?.kind !== 'object' || name === undefined) return undefined;
    return map.entries.get(name)?.value ?? otherwise;
  },
  length: ([value], place) =>
    value?.kind === 'list' ? { ...place, kind: 'number', number: value.items.length } : undefined,
  '==': ([a, b], place) => compared(a, b, place, (same) => same),
  '!=': ([a, b], place) => compared(a, b, place, (same) => !same),
  '!': ([value], place) =>
    value?.kind === 'bool' ? { ...place, kind: 'bool', bool: !value.bool } : undefined,
  '&&': (args, place) => joined(args, place, false),
  '||': (args, place) => joined(args, place, true),
};

function spelled(
  value: Expression | undefined,
  place: Place,
  change: (text: string) => string,
): Expression | undefined {
  return value?.kind === 'string'
    ? { ...place, kind: 'string', text: change(value.text) }
    : undefined;
}

function compared(
  a: Expression | undefined,
  b: Expression | undefined,
  place: Place,
  says: (same: boolean) => boolean,
): Expression | undefined {
  if (a?.kind === 'null' && b?.kind === 'null') return { ...place, kind: 'bool', bool: says(true) };
  const [left, right] = [a, b].map((one) => (one === undefined ? undefined : asText(one)));
  if (left === undefined || right === undefined) return undefined;
  return { ...place, kind: 'bool', bool: says(left === right) };
}

/** `&&` and `||`: one side may decide though the other cannot be told. */
function joined(
  args: readonly Expression[],
  place: Place,
  decisive: boolean,
): Expression | undefined {
  const sides = args.map((one) => (one.kind === 'bool' ? one.bool : undefined));
  if (sides.includes(decisive)) return { ...place, kind: 'bool', bool: decisive };
  return sides.every((one) => one === !decisive)
    ? { ...place, kind: 'bool', bool: !decisive }
    : undefined;
}
