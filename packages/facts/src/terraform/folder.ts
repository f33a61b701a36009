import type { Span } from '@troth/diagnostics';

import type { Block, Expression, TerraformFile } from './syntax.ts';
import { evaluate, scopeOf } from './values.ts';
import type { Scope } from './values.ts';

/** All files of one folder, which is what Terraform calls a module. */
export interface Folder {
  readonly resources: readonly Resource[];
  readonly providers: readonly Block[];
  readonly scope: Scope;
}

export interface Resource {
  readonly mode: 'resource' | 'data';
  readonly type: string;
  readonly name: string;
  /** `aws_s3_bucket.runs`. */
  readonly address: string;
  readonly block: Block;
}

/** A setting as the folder says it; `absent` points at the block that lacks it. */
export type Setting =
  | { readonly kind: 'absent'; readonly at: Span }
  | { readonly kind: 'value'; readonly value: Expression; readonly at: Span };

/** Joins the files of one folder. */
export function folderOf(files: readonly TerraformFile[]): Folder {
  const blocks = files.flatMap((file) => file.blocks);
  return {
    resources: blocks.flatMap(resourceOf),
    providers: blocks.filter(({ type }) => type === 'provider'),
    scope: scopeOf(files),
  };
}

/** The setting at a dotted path of blocks and a last attribute, `encrypt_at_rest.enabled`. */
export function settingOf(block: Block, path: string, scope: Scope): Setting {
  const [head, ...rest] = path.split('.');
  if (head === undefined) return { kind: 'absent', at: block.header };
  const attribute = block.attributes.get(head);
  if (attribute !== undefined) {
    const value = within(evaluate(attribute.value, scope), rest);
    return value === undefined || value.kind === 'null'
      ? { kind: 'absent', at: attribute.at }
      : { kind: 'value', value, at: attribute.at };
  }
  const child = block.blocks.find(({ type }) => type === head);
  if (child === undefined) return { kind: 'absent', at: block.header };
  if (rest.length > 0) {
    const setting = settingOf(child, rest.join('.'), scope);
    return setting.kind === 'absent' ? { kind: 'absent', at: child.at } : setting;
  }
  return { kind: 'value', value: wholeBlock(child), at: child.header };
}

/** Text of a setting, when it is known text; numbers and booleans as Terraform converts them. */
export function textOf(block: Block, path: string, scope: Scope): string | undefined {
  const setting = settingOf(block, path, scope);
  return setting.kind === 'absent' ? undefined : asText(setting.value);
}

export function asText(value: Expression): string | undefined {
  if (value.kind === 'string') return value.text;
  if (value.kind === 'number') return String(value.number);
  return value.kind === 'bool' ? String(value.bool) : undefined;
}

/** Every block of this type at a dotted path below `block`. */
export function blocksAt(block: Block, path: string): readonly Block[] {
  const [head, ...rest] = path.split('.');
  const found = block.blocks.filter(({ type }) => type === head);
  return rest.length === 0 ? found : found.flatMap((child) => blocksAt(child, rest.join('.')));
}

/** The resource that an attribute names, by reference or by its literal name. */
export function targetOf(
  resource: Resource,
  attribute: string,
  types: readonly string[],
  folder: Folder,
): Resource | undefined {
  const setting = settingOf(resource.block, attribute, folder.scope);
  if (setting.kind === 'absent') return undefined;
  const { value } = setting;
  return folder.resources.find((other) => {
    if (!types.includes(other.type)) return false;
    if (value.kind === 'reference') return value.path.join('.').startsWith(`${other.address}.`);
    const name = asText(value);
    return name !== undefined && textOf(other.block, 'bucket', folder.scope) === name;
  });
}

function resourceOf(block: Block): readonly Resource[] {
  const [type, name] = block.labels;
  const mode = block.type;
  if ((mode !== 'resource' && mode !== 'data') || type === undefined || name === undefined) {
    return [];
  }
  const address = mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
  return [{ mode, type, name, address, block }];
}

function within(value: Expression, path: readonly string[]): Expression | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (value.kind === 'reference' || value.kind === 'unknown') return { ...value, kind: 'unknown' };
  const holder = value.kind === 'list' ? value.items[0] : value;
  const next = holder?.kind === 'object' ? holder.entries.get(head) : undefined;
  return next === undefined ? undefined : within(next, rest);
}

function wholeBlock(block: Block): Expression {
  return { at: block.at, written: block.type, kind: 'object', entries: new Map() };
}
