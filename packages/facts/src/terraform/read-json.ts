import type { Parser } from 'web-tree-sitter';

import type { SourceText } from '../extraction.ts';
import type { Attribute, Block, Expression } from '../infrastructure/syntax.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { YamlEntry, YamlNode } from '../yaml/yaml-node.ts';
import { jsonExpression } from './json-expression.ts';
import type { JsonSource } from './json-expression.ts';
import type { TerraformFile } from './syntax.ts';

/** How many names stand between the word of a block and its body: `resource`, a type, a name. */
const labelCounts: ReadonlyMap<string, number> = new Map([
  ['resource', 2],
  ['data', 2],
  ['module', 1],
  ['variable', 1],
  ['output', 1],
  ['provider', 1],
  ['locals', 0],
]);

/**
 * Reads Terraform's JSON syntax as `readTerraformFile` reads the other one. Which properties are blocks
 * only a provider's schema tells: they stay attributes, whose objects count as blocks where one is asked for.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function readTerraformJson(file: SourceText, parser: Parser): TerraformFile {
  const { path } = file;
  const { documents, problems } = readYaml(file);
  const [root] = documents;
  const source = { text: file.text, parser };
  const errorAt = problems[0]?.at ?? (root?.kind === 'map' ? undefined : startOf(path));
  if (root?.kind !== 'map' || errorAt !== undefined) {
    return { path, blocks: [], attributes: new Map(), ...(errorAt && { errorAt }) };
  }
  // A file of values holds nothing but names and what they are, none of it an expression.
  if (path.endsWith('.tfvars.json')) {
    return { path, blocks: [], attributes: attributesOf(root, { text: file.text }) };
  }
  const blocks = [...root.entries].flatMap(([word, entry]) => {
    const count = labelCounts.get(word);
    return count === undefined ? [] : blocksIn({ type: word, labels: [], count }, entry, source);
  });
  return { path, blocks, attributes: new Map() };
}

interface Head {
  readonly type: string;
  readonly labels: readonly string[];
  /** Names that are still to come. */
  readonly count: number;
}

/** At every level a list stands for several of its items. */
function blocksIn(head: Head, entry: YamlEntry, source: JsonSource): readonly Block[] {
  const { value } = entry;
  if (value.kind === 'list') {
    const isOne = value.items.length === 1;
    return value.items.flatMap((item) =>
      blocksIn(head, { keyAt: isOne ? entry.keyAt : item.at, at: item.at, value: item }, source),
    );
  }
  if (value.kind !== 'map') return [];
  if (head.count > 0) {
    return [...value.entries].flatMap(([label, inner]) =>
      blocksIn({ ...head, labels: [...head.labels, label], count: head.count - 1 }, inner, source),
    );
  }
  // The default of a variable and everything about its type are no expressions.
  const own = head.type === 'variable' ? { text: source.text } : source;
  return [
    {
      type: head.type,
      labels: head.labels,
      attributes: attributesOf(value, own),
      blocks: dynamicBlocks(value, source),
      at: entry.at,
      header: entry.keyAt,
    },
  ];
}

function attributesOf(node: YamlNode, source: JsonSource): ReadonlyMap<string, Attribute> {
  if (node.kind !== 'map') return new Map();
  return new Map(
    [...node.entries]
      .filter(([name]) => name !== '//' && name !== 'dynamic')
      .map(([name, { value, at }]) => [name, { name, value: jsonExpression(value, source), at }]),
  );
}

/** `"dynamic": { "ingress": { "for_each": …, "content": { … } } }`. */
function dynamicBlocks(node: YamlNode, source: JsonSource): readonly Block[] {
  const dynamic = node.kind === 'map' ? node.entries.get('dynamic') : undefined;
  if (dynamic === undefined) return [];
  return blocksIn({ type: 'dynamic', labels: [], count: 1 }, dynamic, source).map((block) => ({
    ...block,
    attributes: new Map([...block.attributes].filter(([name]) => name !== 'content')),
    blocks: contentOf(block),
  }));
}

function contentOf({ attributes }: Block): readonly Block[] {
  const content = attributes.get('content');
  const value: Expression | undefined =
    content?.value.kind === 'list' ? content.value.items[0] : content?.value;
  if (content === undefined || value?.kind !== 'object') return [];
  const { at } = content;
  return [{ type: 'content', labels: [], attributes: value.entries, blocks: [], at, header: at }];
}

function startOf(file: string): Block['at'] {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
