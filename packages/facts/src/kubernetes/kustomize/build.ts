import type { Problem } from '../../extraction.ts';
import { folderOf, joinedPath } from '../../terraform/joined-path.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/yaml-node.ts';
import type { YamlEntry, YamlNode } from '../../yaml/yaml-node.ts';
import { entryAt } from '../resource.ts';
import { generatedObjects } from './generators.ts';
import { patched } from './json-patch.ts';
import { merged } from './merge.ts';
import type { Pages } from '../../together/pages.ts';
import { groupOf, isMeant } from './selector.ts';

/** Names under which a folder's own list of what it makes stands. */
export const kustomizationNames: readonly string[] = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

/** What a kustomization may ask for that is not worked out here, and what it would change. */
const notWorkedOut: Readonly<Record<string, string>> = {
  helmCharts: 'the charts it fills in',
  helmChartInflationGenerator: 'the charts it fills in',
  generators: 'what its generators make',
  transformers: 'what its transformers change',
  replacements: 'the values it copies from one object to another',
  vars: 'the values it copies from one object to another',
};

/** Folders in folders, objects and patches that are followed; of more it is said that they are not. */
const maximumDepth = 20;
const maximumObjects = 5_000;
const maximumPatches = 1_000;

/** What `kustomize build` makes of a folder, every part of it at its own place. */
export class Build {
  readonly #pages: Pages;
  readonly #open = new Set<string>();
  readonly unread: Problem[] = [];

  constructor(pages: Pages) {
    this.#pages = pages;
  }

  objects(path: string): readonly YamlNode[] {
    return this.#built(path, []);
  }

  /** `around`: the objects that a component changes. */
  #built(path: string, around: readonly YamlNode[]): readonly YamlNode[] {
    if (this.#open.has(path) || this.#open.size > maximumDepth) return around;
    this.#open.add(path);
    const [root] = this.#pages.documents(path);
    const made = root === undefined ? around : this.#made(root, path, around);
    this.#open.delete(path);
    if (root !== undefined && made.length > maximumObjects) {
      this.unread.push({ at: root.at, message: `of these objects ${maximumObjects} are judged` });
    }
    return made.slice(0, maximumObjects);
  }

  #made(root: YamlNode, path: string, around: readonly YamlNode[]): readonly YamlNode[] {
    const listed = [...itemsAt(root, 'resources'), ...itemsAt(root, 'bases')];
    let objects = [
      ...around,
      ...listed.flatMap((item) => this.#listed(item, path)),
      ...generatedObjects(root),
    ];
    for (const item of itemsAt(root, 'components')) {
      const component = this.#kustomizationAt(item, path);
      if (component === undefined) this.#notHere(item);
      else objects = [...this.#built(component, objects)];
    }
    for (const patch of this.#patches(root, path)) objects = applied(objects, patch);
    this.#noteRest(root);
    return objects.map((object) => annotated(object, entryAt(root, 'commonAnnotations')));
  }

  #listed(item: YamlNode, path: string): readonly YamlNode[] {
    const file = this.#fileAt(item, path);
    if (file !== undefined) return this.#pages.documents(file);
    const folder = this.#kustomizationAt(item, path);
    if (folder !== undefined) return this.#built(folder, []);
    this.#notHere(item);
    return [];
  }

  #fileAt(item: YamlNode, path: string): string | undefined {
    const text = textAt(item) ?? '';
    const file = joinedPath(folderOf(path), text);
    return !text.includes('://') && this.#pages.has(file) ? file : undefined;
  }

  #kustomizationAt(item: YamlNode, path: string): string | undefined {
    const text = textAt(item) ?? '';
    if (text.includes('://')) return undefined;
    const folder = joinedPath(folderOf(path), text);
    return kustomizationNames
      .map((name) => joinedPath(folder, name))
      .find((file) => this.#pages.has(file));
  }

  #notHere(item: YamlNode): void {
    const text = (textAt(item) ?? '').replace(/\/\/[^/@]*@/, '//');
    const message = `what \`${text}\` holds is not judged: it is not here`;
    this.unread.push({ at: item.at, message });
  }

  #noteRest(root: YamlNode): void {
    for (const [key, what] of Object.entries(notWorkedOut)) {
      const entry = entryAt(root, key);
      if (entry !== undefined) {
        this.unread.push({ at: entry.keyAt, message: `${what} (\`${key}\`) are not judged` });
      }
    }
  }

  #patches(root: YamlNode, path: string): readonly Patch[] {
    const written = [
      ...itemsAt(root, 'patchesStrategicMerge').map((item) => ({ item, patch: item })),
      ...[...itemsAt(root, 'patches'), ...itemsAt(root, 'patchesJson6902')].map((item) => ({
        item,
        patch: nodeAt(item, 'path') ?? nodeAt(item, 'patch') ?? item,
      })),
    ];
    if (written.length > maximumPatches) {
      this.unread.push({ at: root.at, message: `of these patches ${maximumPatches} are applied` });
    }
    return written.slice(0, maximumPatches).flatMap(({ item, patch }) => {
      const target = nodeAt(item, 'target');
      return this.#textsOf(patch, path).map((document) => ({ document, target }));
    });
  }

  /** A patch is a file, or stands in the kustomization itself. */
  #textsOf(patch: YamlNode, path: string): readonly YamlNode[] {
    if (patch.kind !== 'scalar') return [];
    const file = this.#fileAt(patch, path);
    if (file !== undefined) return this.#pages.documents(file);
    if (/[\n:[{]/.test(patch.text)) return this.#pages.within(path, patch);
    this.#notHere(patch);
    return [];
  }
}

interface Patch {
  readonly document: YamlNode;
  readonly target: YamlNode | undefined;
}

function applied(objects: readonly YamlNode[], { document, target }: Patch): YamlNode[] {
  return objects.flatMap((object) => {
    if (!isMeant(object, document, target)) return [object];
    if (document.kind === 'list') return [patched(object, document)];
    return merged(object, unnamed(document, target), isOwnKind(object) ? 'by-key' : 'whole') ?? [];
  });
}

/** A patch for whatever its target names says nothing of names. */
function unnamed(patch: YamlNode, target: YamlNode | undefined): YamlNode {
  if (target === undefined || patch.kind !== 'map') return patch;
  const entries = new Map(patch.entries);
  const metadata = entries.get('metadata');
  if (metadata?.value.kind === 'map') {
    const inner = new Map(metadata.value.entries);
    inner.delete('name');
    entries.set('metadata', { ...metadata, value: { ...metadata.value, entries: inner } });
  }
  for (const key of ['kind', 'apiVersion']) entries.delete(key);
  return { ...patch, entries };
}

/** Whether Kubernetes itself knows the kind, and so what tells the items of its lists apart. */
function isOwnKind(object: YamlNode): boolean {
  const group = groupOf(object);
  return !group.includes('.') || group.endsWith('.k8s.io');
}

function annotated(object: YamlNode, common: YamlEntry | undefined): YamlNode {
  if (common?.value.kind !== 'map') return object;
  const { value, keyAt, at } = common;
  const metadata: YamlNode = { ...value, entries: new Map([['annotations', common]]) };
  const patch = { ...value, entries: new Map([['metadata', { keyAt, at, value: metadata }]]) };
  return merged(object, patch, 'whole') ?? object;
}
