import type { Node } from 'oxc-parser';

/** A stretch of the file and what stands there instead. */
export interface Edit {
  readonly operator: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

interface Place {
  readonly node: Node;
  readonly parent: Node | undefined;
  readonly text: string;
}

type Operator = (place: Place) => readonly Edit[];

/** The faults that can be put in at one node. */
export function editsOf(place: Place): readonly Edit[] {
  return operators.flatMap((operator) => operator(place));
}

const operators: readonly Operator[] = [
  conditions,
  negations,
  binaries,
  logical,
  statements,
  arrays,
  calls,
  constants,
];

const otherOperators: ReadonlyMap<string, string> = new Map([
  ['===', '!=='],
  ['!==', '==='],
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['-', '+'],
  ['*', '/'],
  ['/', '*'],
]);

const otherMethods: ReadonlyMap<string, string> = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
]);

/** Methods without which the same list, less chosen or less ordered, goes on. */
const sieves = new Set(['filter', 'toSorted', 'toReversed', 'slice', 'trim', 'toLowerCase']);

function replaced(operator: string, { start, end }: Node, replacement: string): Edit {
  return { operator, start, end, replacement };
}

function kept(operator: string, whole: Node, part: Node, text: string): Edit {
  return replaced(operator, whole, `(${text.slice(part.start, part.end)})`);
}

function conditions({ node, text }: Place): readonly Edit[] {
  const isChoice =
    node.type === 'IfStatement' ||
    node.type === 'ConditionalExpression' ||
    node.type === 'WhileStatement';
  if (!isChoice) return [];
  const { test } = node;
  return [replaced('negate condition', test, `!(${text.slice(test.start, test.end)})`)];
}

function negations({ node, text }: Place): readonly Edit[] {
  if (node.type !== 'UnaryExpression' || node.operator !== '!') return [];
  return [kept('drop the not', node, node.argument, text)];
}

function binaries({ node, text }: Place): readonly Edit[] {
  if (node.type !== 'BinaryExpression') return [];
  const { left, right, operator } = node;
  const other = otherOperators.get(operator);
  if (other === undefined) return [];
  const [a, b] = [text.slice(left.start, left.end), text.slice(right.start, right.end)];
  return [replaced('swap operator', node, `(${a} ${other} ${b})`)];
}

function logical({ node, text }: Place): readonly Edit[] {
  if (node.type !== 'LogicalExpression') return [];
  const { left, right, operator } = node;
  if (operator === '??') return [kept('drop the default', node, left, text)];
  const other = operator === '&&' ? '||' : '&&';
  const [a, b] = [text.slice(left.start, left.end), text.slice(right.start, right.end)];
  return [replaced('swap and, or', node, `((${a}) ${other} (${b}))`)];
}

function statements({ node }: Place): readonly Edit[] {
  if (node.type !== 'ExpressionStatement' || isDirective(node)) return [];
  return [replaced('drop statement', node, ';')];
}

function arrays({ node }: Place): readonly Edit[] {
  if (node.type !== 'ArrayExpression' || node.elements.length === 0) return [];
  return [replaced('empty array', node, '[]')];
}

function calls({ node, text }: Place): readonly Edit[] {
  if (node.type !== 'CallExpression') return [];
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return [];
  const { name } = callee.property;
  if (sieves.has(name)) return [kept(`drop ${name}`, node, callee.object, text)];
  const other = otherMethods.get(name);
  return other === undefined ? [] : [replaced('swap method', callee.property, other)];
}

function constants({ node, parent, text }: Place): readonly Edit[] {
  if (node.type !== 'Literal') return [];
  const { value } = node;
  if ('regex' in node) return [replaced('pattern of nothing', node, '/(?!)/')];
  if (typeof value === 'boolean') return [replaced('flip boolean', node, String(!value))];
  if (typeof value === 'number') return [replaced('next number', node, String(value + 1))];
  return typeof value === 'string' && isWord(value) && !isName(node, parent)
    ? [replaced('other word', node, `${text[node.start]}${value}X${text[node.start]}`)]
    : [];
}

/** A string with a space in it is a text for readers, which tests leave to its author. */
function isWord(value: string): boolean {
  return value !== '' && !/[\s\\]/.test(value);
}

/** Key of a property, source of an export: changing it is a type error, not a fault. */
function isName(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined) return false;
  if (parent.type === 'ExportNamedDeclaration') return true;
  return parent.type === 'Property' && parent.key === node;
}

function isDirective(node: Node): boolean {
  return 'directive' in node && typeof node.directive === 'string';
}
