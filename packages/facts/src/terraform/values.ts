import type { Block, Expression, TerraformFile } from './syntax.ts';

/** What the folder says about names: `var.x` by its default, `local.x` by its expression. */
export interface Scope {
  readonly variables: ReadonlyMap<string, Expression>;
  readonly locals: ReadonlyMap<string, Expression>;
}

const maximumDepth = 20;

/** Variables with a default and locals of all files of one folder, which Terraform joins. */
export function scopeOf(files: readonly TerraformFile[]): Scope {
  const variables = new Map<string, Expression>();
  const locals = new Map<string, Expression>();
  for (const block of files.flatMap(({ blocks }) => blocks)) {
    if (block.type === 'locals') {
      for (const [name, { value }] of block.attributes) locals.set(name, value);
    } else if (block.type === 'variable') {
      addDefault(block, variables);
    }
  }
  return { variables, locals };
}

/**
 * The expression with names of the folder filled in. What stays a `reference` names a resource;
 * what cannot be told is `unknown`. The place stays the one where the value is used.
 */
export function evaluate(expression: Expression, scope: Scope, depth = 0): Expression {
  const { at, written } = expression;
  if (depth > maximumDepth) return { at, written, kind: 'unknown' };
  const inner = (part: Expression): Expression => evaluate(part, scope, depth + 1);
  switch (expression.kind) {
    case 'reference': {
      const value = valueOf(expression.path, scope);
      return value === undefined ? expression : { ...inner(value), at, written };
    }
    case 'template':
      return { at, written, ...joined(expression.parts.map(inner)) };
    case 'choice': {
      const test = inner(expression.test);
      if (test.kind !== 'bool') return { at, written, kind: 'unknown' };
      return { ...inner(test.bool ? expression.yes : expression.no), at, written };
    }
    case 'list':
      return { ...expression, items: expression.items.map(inner) };
    case 'object':
      return {
        ...expression,
        entries: new Map([...expression.entries].map(([key, value]) => [key, inner(value)])),
      };
    case 'call':
      return called(expression.name, expression.args.map(inner), { at, written });
    default:
      return expression;
  }
}

function addDefault(block: Block, variables: Map<string, Expression>): void {
  const name = block.labels[0];
  const value = block.attributes.get('default')?.value;
  if (name !== undefined && value !== undefined) variables.set(name, value);
}

function valueOf(path: readonly string[], scope: Scope): Expression | undefined {
  const [root, name, ...rest] = path;
  if (name === undefined) return undefined;
  const start =
    root === 'var'
      ? scope.variables.get(name)
      : root === 'local'
        ? scope.locals.get(name)
        : undefined;
  let value = start;
  for (const key of rest) {
    value = value?.kind === 'object' ? value.entries.get(key) : undefined;
  }
  return value;
}

type Bare =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'unknown' }
  | Expression;

function joined(parts: readonly Expression[]): Bare {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  let text = '';
  for (const part of parts) {
    if (part.kind === 'string') text += part.text;
    else if (part.kind === 'number') text += String(part.number);
    else if (part.kind === 'bool') text += String(part.bool);
    else return { kind: 'unknown' };
  }
  return { kind: 'string', text };
}

/** The few functions that hand their argument on; every other result is unknown. */
function called(
  name: string,
  args: readonly Expression[],
  place: Pick<Expression, 'at' | 'written'>,
): Expression {
  const [first] = args;
  const handsOn = ['jsonencode', 'tostring', 'tonumber', 'tobool', 'toset', 'tolist', 'sensitive'];
  if (first !== undefined && handsOn.includes(name)) return { ...first, ...place };
  if (name === 'concat' && args.every(({ kind }) => kind === 'list')) {
    const items = args.flatMap((list) => (list.kind === 'list' ? list.items : []));
    return { ...place, kind: 'list', items };
  }
  return { ...place, kind: 'unknown' };
}
