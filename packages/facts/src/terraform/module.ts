import { asText } from '../infrastructure/settings.ts';
import { UNKNOWN_MODULE } from '../infrastructure/stack.ts';
import type { Resource } from '../infrastructure/stack.ts';
import type { Attribute, Block, Expression } from '../infrastructure/syntax.ts';
import { evaluate } from './evaluate.ts';
import type { Scope } from './evaluate.ts';
import { instancesOf } from './instances.ts';
import { joinedPath } from './joined-path.ts';
import { blocksOf } from './overrides.ts';
import { madeByRegistryModule } from './registry-modules.ts';
import type { TerraformFile } from './syntax.ts';
import { inOrderOfPrecedence } from './terraform-path.ts';

/** Files by folder, which is what Terraform calls a module. */
export type Folders = ReadonlyMap<string, readonly TerraformFile[]>;

/** A folder as it is entered: as a root, or by a call with inputs. */
export interface Entry {
  readonly folder: string;
  /** `module.files` before the addresses of what stands in it; empty for a root. */
  readonly prefix: readonly string[];
  readonly inputs: ReadonlyMap<string, Attribute>;
}

interface Module {
  readonly resources: () => readonly Resource[];
  readonly output: (name: string) => Expression | undefined;
}

/** Modules in modules; deeper ones are not followed, and so none that calls itself for ever. */
const maximumDepth = 6;

/** Everything that a module makes, in itself and in the local modules that it calls. */
export function resourcesOf(entry: Entry, folders: Folders): readonly Resource[] {
  return moduleOf(entry, folders).resources();
}

/** The folder of a local module that a call names. */
export function calledFolder(call: Block, folder: string): string | undefined {
  const source = sourceOf(call);
  return source !== undefined && /^\.\.?\//u.test(source) ? joinedPath(folder, source) : undefined;
}

function moduleOf(entry: Entry, folders: Folders): Module {
  const files = folders.get(entry.folder) ?? [];
  const blocks = blocksOf(files);
  const calls = new Map<string, readonly Module[]>();
  const scope: Scope = {
    prefix: entry.prefix,
    variables: variablesOf(blocks, files, entry),
    locals: new Map(blocks.filter(({ type }) => type === 'locals').flatMap(valuesOf)),
    iterators: new Map(),
    outputOf: (name, output) => callsOf(name)[0]?.output(output),
  };

  function callsOf(name: string): readonly Module[] {
    const known = calls.get(name);
    if (known !== undefined) return known;
    // A module that needs its own output cannot be told; the empty list ends the circle.
    calls.set(name, []);
    const call = blocks.find(({ type, labels }) => type === 'module' && labels[0] === name);
    const folder = call === undefined ? undefined : calledFolder(call, entry.folder);
    const isTooDeep = entry.prefix.length >= 2 * maximumDepth;
    if (call === undefined || folder === undefined || isTooDeep) return [];
    const prefix = [...entry.prefix, 'module', name];
    const made = instancesOf(call, scope).map(({ attributes }) =>
      moduleOf({ folder, prefix, inputs: attributes }, folders),
    );
    calls.set(name, made);
    return made;
  }

  /** What a local module makes stands in its own files. */
  function isOwn(block: Block): boolean {
    const folder = block.type === 'module' ? calledFolder(block, entry.folder) : undefined;
    return folder === undefined || !folders.has(folder);
  }

  return {
    resources: () => [
      ...blocks.filter(isOwn).flatMap((block) => resourcesIn(block, scope)),
      ...blocks
        .filter(({ type }) => type === 'module')
        .flatMap(({ labels }) => callsOf(labels[0] ?? ''))
        .flatMap((called) => called.resources()),
    ],
    output: (name) => {
      const block = blocks.find(({ type, labels }) => type === 'output' && labels[0] === name);
      const value = block?.attributes.get('value')?.value;
      return value === undefined ? undefined : evaluate(value, scope);
    },
  };
}

/** Defaults, what `.tfvars` of a root set, and the inputs of a call. */
function variablesOf(
  blocks: readonly Block[],
  files: readonly TerraformFile[],
  { inputs, prefix }: Entry,
): ReadonlyMap<string, Expression> {
  const defaults = blocks
    .filter(({ type }) => type === 'variable')
    .flatMap(({ labels, attributes }) => {
      const value = attributes.get('default')?.value;
      return value === undefined ? [] : [[labels[0] ?? '', value] as const];
    });
  const isRoot = prefix.length === 0;
  const set = isRoot ? inOrderOfPrecedence(files).flatMap(({ attributes }) => [...attributes]) : [];
  const given = [...set, ...inputs].map(([name, { value }]) => [name, value] as const);
  return new Map([...defaults, ...given]);
}

function valuesOf({ attributes }: Block): readonly (readonly [string, Expression])[] {
  return [...attributes].map(([name, { value }]) => [name, value]);
}

function resourcesIn(block: Block, scope: Scope): readonly Resource[] {
  const [type, name] = block.labels;
  if (type === undefined) return [];
  if (block.type === 'module') {
    const made = madeByRegistryModule(sourceOf(block) ?? '') ?? UNKNOWN_MODULE;
    return instancesOf(block, scope).map((one) => moduleResource(made, type, one));
  }
  const mode = block.type;
  if ((mode !== 'resource' && mode !== 'data') || name === undefined) return [];
  const own = mode === 'data' ? ['data', type, name] : [type, name];
  return instancesOf(block, scope).map((instance) => ({
    mode,
    type,
    spelled: type,
    address: [...scope.prefix, ...own].join('.'),
    subject: own.join('.'),
    block: instance,
    isWhole: true,
    spell: (path) => path,
  }));
}

/** A module of a registry stands for its main resource; what it does by default is its own affair. */
function moduleResource(type: string, name: string, block: Block): Resource {
  const address = `module.${name}`;
  return {
    mode: 'resource',
    type,
    spelled: type,
    address,
    subject: address,
    block,
    isWhole: false,
    spell: (path) => path,
  };
}

/** Where a call says that its module stands. */
export function sourceOf({ attributes }: Block): string | undefined {
  const source = attributes.get('source')?.value;
  if (source === undefined) return undefined;
  const [part] = source.kind === 'template' ? source.parts : [source];
  return part === undefined ? undefined : asText(part);
}
