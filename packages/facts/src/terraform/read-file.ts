import type { Span } from '@troth/diagnostics';
import type { Node, Parser } from 'web-tree-sitter';

import type { SourceText } from '../extraction.ts';
import { spanOf } from './node-span.ts';
import { readExpression } from './read-expression.ts';
import type { Attribute, Block } from '../infrastructure/syntax.ts';
import type { TerraformFile } from './syntax.ts';

/** Parses one `.tf` file into plain values; the WASM tree is freed before this returns. */
export function readTerraformFile(file: SourceText, parser: Parser): TerraformFile {
  const tree = parser.parse(file.text);
  if (tree === null) {
    return { path: file.path, attributes: new Map(), blocks: [], errorAt: startOf(file.path) };
  }
  try {
    const body = childOfType(tree.rootNode, 'body');
    const said = body === undefined ? nothing : readBody(body, file.path);
    const broken = tree.rootNode.hasError ? firstError(tree.rootNode) : undefined;
    const errorAt = broken === undefined ? undefined : spanOf(broken, file.path);
    return { path: file.path, ...said, ...(errorAt === undefined ? {} : { errorAt }) };
  } finally {
    tree.delete();
  }
}

const nothing: Pick<Block, 'attributes' | 'blocks'> = { attributes: new Map(), blocks: [] };

function readBody(body: Node, file: string): Pick<Block, 'attributes' | 'blocks'> {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (const child of namedChildren(body)) {
    if (child.type === 'attribute') {
      const attribute = readAttribute(child, file);
      if (attribute !== undefined) attributes.set(attribute.name, attribute);
    } else if (child.type === 'block') {
      blocks.push(readBlock(child, file));
    }
  }
  return { attributes, blocks };
}

function readAttribute(node: Node, file: string): Attribute | undefined {
  const name = childOfType(node, 'identifier');
  const value = childOfType(node, 'expression');
  if (name === undefined || value === undefined) return undefined;
  return { name: name.text, value: readExpression(value, file), at: spanOf(node, file) };
}

function readBlock(node: Node, file: string): Block {
  const [type, ...labels] = namedChildren(node).filter(
    ({ type: kind }) => kind === 'identifier' || kind === 'string_lit',
  );
  const last = labels.at(-1) ?? type ?? node;
  const body = childOfType(node, 'body');
  const at = spanOf(node, file);
  const end = spanOf(last, file);
  return {
    type: type?.text ?? '',
    labels: labels.map(labelText),
    ...(body === undefined ? nothing : readBody(body, file)),
    at,
    header: { ...at, endLine: end.endLine, endColumn: end.endColumn },
  };
}

function labelText(node: Node): string {
  return node.type === 'identifier' ? node.text : node.text.replaceAll('"', '');
}

function childOfType(node: Node, type: string): Node | undefined {
  return namedChildren(node).find((child) => child.type === type);
}

function namedChildren(node: Node): readonly Node[] {
  return node.namedChildren.filter((child) => child !== null);
}

function firstError(node: Node): Node {
  for (const child of node.children) {
    if (child === null) continue;
    if (child.isError || child.isMissing) return child;
    if (child.hasError) return firstError(child);
  }
  return node;
}

function startOf(file: string): Span {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
