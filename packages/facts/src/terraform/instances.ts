import { asText } from '../infrastructure/settings.ts';
import type { Attribute, Block, Expression } from '../infrastructure/syntax.ts';
import { evaluate, evaluateAll } from './evaluate.ts';
import type { Scope } from './evaluate.ts';

/** Instances of one block that are looked at; more say the same with other names. */
const maximumInstances = 100;

/**
 * A resource's or module's block, evaluated, once for each instance: none for `count = 0`, one for each
 * item of a known `for_each`, one where the number cannot be told.
 */
export function instancesOf(block: Block, scope: Scope): readonly Block[] {
  const count = valueOf(block, 'count', scope);
  if (count !== undefined && asText(count) === '0') return [];
  const items = itemsOf(valueOf(block, 'for_each', scope));
  if (items === undefined) return [evaluateBlock(block, scope)];
  return items.map((item) => evaluateBlock(block, withIterator(scope, 'each', item)));
}

/** Attributes and inner blocks evaluated; `dynamic` blocks are written out. */
function evaluateBlock(block: Block, scope: Scope): Block {
  return {
    ...block,
    attributes: evaluateAll(block.attributes, (value) => evaluate(value, scope)),
    blocks: block.blocks.flatMap((child) =>
      child.type === 'dynamic' ? writtenOut(child, scope) : [evaluateBlock(child, scope)],
    ),
  };
}

/** `dynamic "ingress" { for_each = …  content { … } }` as `ingress` blocks: as many as can be told, else one. */
function writtenOut(block: Block, scope: Scope): readonly Block[] {
  const content = block.blocks.find(({ type }) => type === 'content');
  const type = block.labels[0];
  if (content === undefined || type === undefined) return [];
  const named = block.attributes.get('iterator')?.value;
  const iterator = named?.kind === 'reference' ? (named.path[0] ?? type) : type;
  const one = { ...content, type, labels: [] };
  const items = itemsOf(valueOf(block, 'for_each', scope));
  if (items === undefined) return [evaluateBlock(one, scope)];
  return items.map((item) => evaluateBlock(one, withIterator(scope, iterator, item)));
}

function valueOf(block: Block, name: string, scope: Scope): Expression | undefined {
  const attribute = block.attributes.get(name);
  return attribute === undefined ? undefined : evaluate(attribute.value, scope);
}

interface Item {
  readonly key: Expression;
  readonly value: Expression;
}

function itemsOf(value: Expression | undefined): readonly Item[] | undefined {
  if (value?.kind === 'list') {
    return value.items.slice(0, maximumInstances).map((item) => ({ key: item, value: item }));
  }
  if (value?.kind !== 'object') return undefined;
  return [...value.entries.values()].slice(0, maximumInstances).map((entry) => ({
    key: { at: entry.at, written: entry.name, kind: 'string', text: entry.name },
    value: entry.value,
  }));
}

function withIterator(scope: Scope, name: string, { key, value }: Item): Scope {
  const entries = new Map<string, Attribute>([
    ['key', { name: 'key', value: key, at: key.at }],
    ['value', { name: 'value', value, at: value.at }],
  ]);
  const item: Expression = { at: value.at, written: value.written, kind: 'object', entries };
  return { ...scope, iterators: new Map([...scope.iterators, [name, item]]) };
}
