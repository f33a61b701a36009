import { isArgs, type Classified } from './touched.ts';

/** Words that `touchedBy` looks for: a column of that name could be taken for one. */
const ARGUMENTS: ReadonlySet<string> = new Set([
  'select',
  'include',
  'omit',
  'where',
  'orderBy',
  'by',
  'having',
  'distinct',
  'cursor',
  'data',
  'create',
  'update',
  '_count',
  '_min',
  '_max',
  '_avg',
  '_sum',
]);

/**
 * The keys of a query and what it chooses, as text without any value. Invariant: two queries of one
 * operation and shape touch the same columns. None where that cannot be said.
 */
export function shapeOf(
  name: string,
  args: unknown,
  models: ReadonlyMap<string, Classified>,
): string | undefined {
  const known = models.get(name);
  if (known === undefined) return undefined;
  if (Array.isArray(args)) return listShape(name, args, models);
  if (!isArgs(args)) return leafShape(args, known);
  let text = '{';
  for (const key of Object.keys(args)) {
    const field = known.model.fields.get(key);
    const inner =
      field !== undefined && field.relation === undefined
        ? chosenShape(args[key])
        : shapeOf(field?.relation ?? name, args[key], models);
    if (inner === undefined || !isTellable(key, field !== undefined)) return undefined;
    text += `${key}:${inner}`;
  }
  return `${text}}`;
}

/** Any other character could be a part of the text around it: one shape would pass for another. */
function isTellable(key: string, isField: boolean): boolean {
  return isField ? !ARGUMENTS.has(key) : /^\w+$/u.test(key);
}

/** What the rows have in common is said once: a list of a thousand values has the shape of one. */
function listShape(
  name: string,
  list: readonly unknown[],
  models: ReadonlyMap<string, Classified>,
): string | undefined {
  const shapes = new Set<string>();
  for (const one of list) {
    const shape = shapeOf(name, one, models);
    if (shape === undefined) return undefined;
    shapes.add(shape);
  }
  return `[${[...shapes].join()}]`;
}

/** A text counts where it names a column, as in `by` and `distinct`. */
function leafShape(value: unknown, { model }: Classified): string {
  return typeof value === 'string' && model.fields.has(value) ? `'${value}'` : chosenShape(value);
}

function chosenShape(value: unknown): string {
  if (value === undefined) return '~';
  if (value === true) return '+';
  return value === false ? '-' : '.';
}
