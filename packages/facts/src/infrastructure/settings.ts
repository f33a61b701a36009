import type { Span } from '@troth/diagnostics';

import type { Block, Expression } from './syntax.ts';

/** A setting as the stack says it; `absent` points at the block that lacks it. */
export type Setting =
  | { readonly kind: 'absent'; readonly at: Span }
  | { readonly kind: 'value'; readonly value: Expression; readonly at: Span };

/** The setting at a dotted path of blocks or objects and a last attribute, `encrypt_at_rest.enabled`. */
export function settingOf(block: Block, path: string): Setting {
  const [head = '', ...rest] = path.split('.');
  const attribute = block.attributes.get(head);
  if (attribute !== undefined) {
    const { value, at } = attribute;
    if (value.kind === 'null') return { kind: 'absent', at: block.header };
    return rest.length === 0 ? { kind: 'value', value, at } : within(value, rest, at);
  }
  const child = block.blocks.find(({ type }) => type === head);
  if (child === undefined) return { kind: 'absent', at: block.header };
  if (rest.length === 0) return { kind: 'value', value: wholeBlock(child), at: child.header };
  const setting = settingOf(child, rest.join('.'));
  return setting.kind === 'absent' ? { kind: 'absent', at: child.at } : setting;
}

/** Text of a setting, when it is known text; numbers and booleans as Terraform converts them. */
export function textOf(block: Block, path: string): string | undefined {
  const setting = settingOf(block, path);
  return setting.kind === 'absent' ? undefined : asText(setting.value);
}

export function isSet(block: Block, path: string): boolean {
  return settingOf(block, path).kind === 'value';
}

export function asText(value: Expression): string | undefined {
  if (value.kind === 'string') return value.text;
  if (value.kind === 'number') return String(value.number);
  return value.kind === 'bool' ? String(value.bool) : undefined;
}

/** Texts of a list, or of the one value that stands for it; what is not known stands as it is written. */
export function textsOf(block: Block, path: string): readonly string[] {
  const setting = settingOf(block, path);
  if (setting.kind === 'absent') return [];
  const { value } = setting;
  const items = value.kind === 'list' ? value.items : [value];
  return items.map((item) => asText(item) ?? item.written.replaceAll('"', ''));
}

/** Every block at a dotted path below `block`; an object, or each of a list, stands for one too. */
export function blocksAt(block: Block, path: string): readonly Block[] {
  const [head = '', ...rest] = path.split('.');
  const attribute = block.attributes.get(head);
  const found = [
    ...block.blocks.filter(({ type }) => type === head),
    ...(attribute === undefined ? [] : blocksOf(head, attribute.value, attribute.at)),
  ];
  return rest.length === 0 ? found : found.flatMap((child) => blocksAt(child, rest.join('.')));
}

function within(value: Expression, path: readonly string[], at: Span): Setting {
  const [head, ...rest] = path;
  if (value.kind === 'null') return { kind: 'absent', at };
  if (head === undefined) return { kind: 'value', value, at };
  const holder = value.kind === 'list' ? value.items[0] : value;
  if (holder?.kind === 'object') {
    const entry = holder.entries.get(head);
    return entry === undefined ? { kind: 'absent', at } : within(entry.value, rest, entry.at);
  }
  if (holder === undefined) return { kind: 'absent', at };
  return { kind: 'value', value: { ...holder, kind: 'unknown' }, at };
}

function blocksOf(type: string, value: Expression, at: Span): readonly Block[] {
  if (value.kind === 'list') return value.items.flatMap((item) => blocksOf(type, item, item.at));
  if (value.kind !== 'object') return [];
  return [{ type, labels: [], attributes: value.entries, blocks: [], at, header: at }];
}

function wholeBlock(block: Block): Expression {
  return { at: block.at, written: block.type, kind: 'object', entries: block.attributes };
}
