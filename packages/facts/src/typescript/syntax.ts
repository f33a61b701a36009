import type { Comment, Node, ParseResult } from 'oxc-parser';
import { parseSync, rawTransferSupported, visitorKeys } from 'oxc-parser';

/** A file's tree, with the first thing the parser could not read. */
export interface Syntax {
  readonly program: Node;
  readonly comments: readonly Comment[];
  readonly error:
    | { readonly message: string; readonly start: number; readonly end: number }
    | undefined;
}

/**
 * Reads JavaScript and TypeScript. What stands in a `.js` file may be a module, a script or have
 * types; it is read as whichever it parses as.
 */
export function parseSource(path: string, text: string): Syntax {
  const lang = languageOf(path);
  let result = parsed(path, text, { lang, sourceType: 'module' });
  for (const [other, sourceType] of result.errors.length > 0 ? otherwise(path, lang) : []) {
    const again = parsed(path, text, { lang: other, sourceType });
    if (again.errors.length > 0) continue;
    result = again;
    break;
  }
  return { program: result.program, comments: result.comments, error: firstError(result) };
}

interface Reading {
  readonly lang: Lang;
  readonly sourceType: Kind;
}

function parsed(path: string, text: string, { lang, sourceType }: Reading): ParseResult {
  isTransferred ??= canTransfer();
  const options = { lang, sourceType, experimentalRawTransfer: isTransferred };
  return parseSync(path, text, options);
}

/** Whether the tree is read out of the parser's own memory; otherwise as JSON, at twice the time. */
let isTransferred: boolean | undefined;

// It takes 6 GiB of addresses, not of memory; where those are limited, an empty file shows it.
function canTransfer(): boolean {
  if (!rawTransferSupported()) return false;
  const options = { lang: 'ts' as const, experimentalRawTransfer: true };
  try {
    return parseSync('empty.ts', '', options).errors.length === 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Every node directly below, in source order. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  eachChild(node, (child) => {
    children.push(child);
  });
  return children;
}

/** Calls for every node directly below, in source order, without a list of them. */
export function eachChild(node: Node, visit: (child: Node) => void): void {
  for (const key of visitorKeys[node.type] ?? []) {
    const value: unknown = Reflect.get(node, key);
    if (Array.isArray(value)) eachNode(value, visit);
    else if (isNode(value)) visit(value);
  }
}

function eachNode(items: readonly unknown[], visit: (child: Node) => void): void {
  for (const item of items) if (isNode(item)) visit(item);
}

/** The expression without what only the compiler reads: `(x as T)!` is `x`. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return bare(node.expression);
    default:
      return node;
  }
}

/** A property, a member or an element, by what names it. */
interface Keyed {
  readonly key: Node;
  readonly computed: boolean;
}

/** The name of `a.name`, `a['name']`, `{ name: … }`; nothing for a computed one. */
export function keyName({ key, computed }: Keyed): string | undefined {
  if (key.type === 'Literal') {
    return typeof key.value === 'string' || typeof key.value === 'number'
      ? String(key.value)
      : undefined;
  }
  if (computed) {
    return key.type === 'TemplateLiteral' && key.expressions.length === 0
      ? (key.quasis[0]?.value.cooked ?? undefined)
      : undefined;
  }
  return key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name : undefined;
}

/** The name of the property that a member expression reads. */
export function memberName(node: Node): string | undefined {
  return node.type === 'MemberExpression'
    ? keyName({ key: node.property, computed: node.computed })
    : undefined;
}

/** The last name of what is called: `save` for `this.users.save`. */
export function calleeName(callee: Node): string | undefined {
  const called = bare(callee);
  if (called.type === 'Identifier') return called.name;
  return memberName(called);
}

export function isFunction(node: Node): boolean {
  return (
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionExpression' ||
    node.type === 'FunctionDeclaration'
  );
}

// A script; and, in `.js`, types as Flow or a build step takes them out.
function otherwise(path: string, lang: Lang): readonly (readonly [Lang, Kind])[] {
  if (lang === 'jsx') {
    return [
      ['jsx', 'commonjs'],
      ['tsx', 'module'],
    ];
  }
  return path.endsWith('.cts') ? [[lang, 'commonjs']] : [];
}

type Lang = 'jsx' | 'ts' | 'tsx';
type Kind = 'module' | 'commonjs';

function languageOf(path: string): Lang {
  if (path.endsWith('.tsx')) return 'tsx';
  return /\.[cm]?ts$/.test(path) ? 'ts' : 'jsx';
}

function firstError({ errors }: ParseResult): Syntax['error'] {
  const [error] = errors;
  if (error === undefined) return undefined;
  const [label] = error.labels;
  return { message: error.message, start: label?.start ?? 0, end: label?.end ?? 0 };
}

// Every node of the tree carries its type as a string, and nothing else in a child slot does.
export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}
