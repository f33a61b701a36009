import type { Attribute, Expression } from '../infrastructure/syntax.ts';
import { called } from './functions.ts';

/** What names stand for, where an expression is read. */
export interface Scope {
  /** Before references to resources: `module.files` of a module that another one calls. */
  readonly prefix: readonly string[];
  readonly variables: ReadonlyMap<string, Expression>;
  readonly locals: ReadonlyMap<string, Expression>;
  /** Objects by the name of an iterator: `each`, or what a `dynamic` block calls its own. */
  readonly iterators: ReadonlyMap<string, Expression>;
  /** What a module that is called from here says; already evaluated. */
  readonly outputOf: (module: string, output: string) => Expression | undefined;
}

const maximumDepth = 40;
const ownRoots = new Set(['var', 'local', 'each', 'count', 'path', 'terraform', 'self', 'module']);

/**
 * The expression with names filled in. What stays a `reference` names a resource; what cannot be told is
 * `unknown`. The place stays the one where the value is used.
 */
export function evaluate(expression: Expression, scope: Scope, depth = 0): Expression {
  const { at, written } = expression;
  if (depth > maximumDepth) return { at, written, kind: 'unknown' };
  if (isLiteral(expression)) return expression;
  const inner = (part: Expression): Expression => evaluate(part, scope, depth + 1);
  switch (expression.kind) {
    case 'reference':
      return referred(expression.path, { at, written }, scope, inner);
    case 'template':
      return { at, written, ...joined(expression.parts.map(inner)) };
    case 'choice':
      return { ...chosen(expression, inner), at, written };
    case 'list':
      return { ...expression, items: expression.items.map(inner) };
    case 'object':
      return { ...expression, entries: evaluateAll(expression.entries, inner) };
    case 'call':
      return called(expression.name, expression.args.map(inner), { at, written });
  }
}

type Literal = Extract<
  Expression,
  { readonly kind: 'string' | 'number' | 'bool' | 'null' | 'unknown' }
>;

function isLiteral(expression: Expression): expression is Literal {
  return ['string', 'number', 'bool', 'null', 'unknown'].includes(expression.kind);
}

export function evaluateAll(
  attributes: ReadonlyMap<string, Attribute>,
  evaluateOne: (value: Expression) => Expression,
): ReadonlyMap<string, Attribute> {
  return new Map(
    [...attributes].map(([name, attribute]) => [
      name,
      { ...attribute, value: evaluateOne(attribute.value) },
    ]),
  );
}

function chosen(
  { at, written, test, yes, no }: Extract<Expression, { readonly kind: 'choice' }>,
  inner: (part: Expression) => Expression,
): Expression {
  const known = inner(test);
  if (known.kind !== 'bool') return { at, written, kind: 'unknown' };
  return inner(known.bool ? yes : no);
}

type Place = Pick<Expression, 'at' | 'written'>;

function referred(
  path: readonly string[],
  place: Place,
  scope: Scope,
  inner: (part: Expression) => Expression,
): Expression {
  const [root = '', name = '', ...rest] = path;
  if (root === 'module') {
    const [output = '', ...further] = rest;
    const said = below(scope.outputOf(name, output), further);
    return said === undefined ? { ...place, kind: 'unknown' } : { ...said, ...place };
  }
  const iterated = below(scope.iterators.get(root), path.slice(1));
  if (iterated !== undefined) return { ...iterated, ...place };
  const names = { var: scope.variables, local: scope.locals }[root];
  const start = names?.get(name);
  const value = start === undefined ? undefined : below(inner(start), rest);
  if (value !== undefined) return { ...value, ...place };
  if (ownRoots.has(root) || scope.iterators.has(root)) return { ...place, kind: 'unknown' };
  return { ...place, kind: 'reference', path: [...scope.prefix, ...path] };
}

/** What stands at a path of keys and indexes in a value; below a reference, a longer reference. */
function below(value: Expression | undefined, path: readonly string[]): Expression | undefined {
  let at = value;
  for (const [index, key] of path.entries()) {
    if (at?.kind === 'reference') return { ...at, path: [...at.path, ...path.slice(index)] };
    if (at?.kind === 'object') at = at.entries.get(key)?.value;
    else if (at?.kind === 'list') at = at.items[Number(key)];
    else return undefined;
  }
  return at;
}

type Bare =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | Expression;

/** One text when every part is known; else the parts, so that what is known of them still counts. */
function joined(parts: readonly Expression[]): Bare {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  let text = '';
  for (const part of parts) {
    if (part.kind === 'string') text += part.text;
    else if (part.kind === 'number') text += String(part.number);
    else if (part.kind === 'bool') text += String(part.bool);
    else return { kind: 'template', parts };
  }
  return { kind: 'string', text };
}
