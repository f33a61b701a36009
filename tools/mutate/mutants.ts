import type { Node } from 'oxc-parser';
import { parseSync, visitorKeys } from 'oxc-parser';
import type { Edit } from './operators.ts';
import { editsOf } from './operators.ts';

/** One file with one small fault put in. */
export interface Mutant {
  readonly path: string;
  /** Of the fault, from 1. */
  readonly line: number;
  /** What was done: `negate condition`. */
  readonly operator: string;
  readonly before: string;
  readonly after: string;
  /** The whole file with the fault. */
  readonly text: string;
}

/** Every mutant of a file, in source order. Types, imports and texts for readers have none. */
export function mutantsOf(path: string, text: string): readonly Mutant[] {
  const { program, errors } = parseSync(path, text, { lang: 'ts', sourceType: 'module' });
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  return editsBelow(program, undefined, text).map((edit) => mutantOf(edit, path, text));
}

function mutantOf({ operator, start, end, replacement }: Edit, path: string, text: string): Mutant {
  return {
    path,
    line: text.slice(0, start).split('\n').length,
    operator,
    before: text.slice(start, end),
    after: replacement,
    text: text.slice(0, start) + replacement + text.slice(end),
  };
}

function editsBelow(node: Node, parent: Node | undefined, text: string): readonly Edit[] {
  if (saysNothing(node)) return [];
  const below = childrenOf(node).flatMap((child) => editsBelow(child, node, text));
  return [...editsOf({ node, parent, text }), ...below];
}

/** Types vanish before the program runs; imports and re-exports only name other files. */
function saysNothing({ type }: Node): boolean {
  if (type === 'TSAsExpression' || type === 'TSNonNullExpression') return false;
  return type.startsWith('TS') || type === 'ImportDeclaration' || type === 'ExportAllDeclaration';
}

function childrenOf(node: Node): readonly Node[] {
  return (visitorKeys[node.type] ?? []).flatMap((key) => {
    const value: unknown = Reflect.get(node, key);
    return (Array.isArray(value) ? value : [value]).filter(isNode);
  });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
