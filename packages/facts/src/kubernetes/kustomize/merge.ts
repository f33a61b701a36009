import { textAt } from '../../yaml/yaml-node.ts';
import type { YamlEntry, YamlList, YamlMap, YamlNode } from '../../yaml/yaml-node.ts';

/**
 * What tells the items of a list apart, by the list's name; any other list is replaced as a whole.
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/ (`patch merge key`)
 */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  ports: ['containerPort', 'port'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
};

/** How lists are joined: item by item where Kubernetes itself knows the kind, as a whole elsewhere. */
export type Lists = 'by-key' | 'whole';

/** A strategic merge patch applied; nothing where it deletes what it is applied to. */
export function merged(base: YamlNode, patch: YamlNode, lists: Lists): YamlNode | undefined {
  if (patch.kind !== 'map') return patch;
  const directive = textAt(patch, '$patch');
  if (directive === 'delete') return undefined;
  return base.kind !== 'map' || directive === 'replace'
    ? cleaned(patch)
    : mergedMaps(base, patch, lists);
}

function mergedMaps(base: YamlMap, patch: YamlMap, lists: Lists): YamlMap {
  const entries = new Map(base.entries);
  for (const [key, entry] of cleaned(patch).entries) {
    const before = entries.get(key);
    const value = mergedValue(key, before?.value, { value: entry.value, lists });
    if (value === undefined) entries.delete(key);
    else entries.set(key, placedEntry(before, entry, value));
  }
  // What holds nothing but values is said by whoever sets one: a variable, a port.
  const isLeaf = [...patch.entries.values()].every(({ value }) => value.kind === 'scalar');
  return { ...(isLeaf ? patch : base), entries };
}

function mergedValue(
  key: string,
  before: YamlNode | undefined,
  { value, lists }: { readonly value: YamlNode; readonly lists: Lists },
): YamlNode | undefined {
  if (value.kind === 'scalar' && value.value === null) return undefined;
  const keys = lists === 'by-key' ? mergeKeys[key] : undefined;
  if (keys !== undefined && before?.kind === 'list' && value.kind === 'list') {
    return mergedLists(before, value, keys);
  }
  return before === undefined ? merged(value, value, lists) : merged(before, value, lists);
}

/** What is joined stands where it stood; what is set anew stands where it is set. */
function placedEntry(before: YamlEntry | undefined, entry: YamlEntry, value: YamlNode): YamlEntry {
  const isJoined = before !== undefined && before.value.kind !== 'scalar' && value !== entry.value;
  return isJoined ? { ...before, value } : { ...entry, value };
}

function mergedLists(base: YamlList, patch: YamlList, keys: readonly string[]): YamlList {
  if (patch.items.some((item) => textAt(item, '$patch') === 'replace' && isAlone(item))) {
    return { ...patch, items: patch.items.filter((item) => !isAlone(item)) };
  }
  const items: (YamlNode | undefined)[] = [...base.items];
  for (const item of patch.items) {
    const at = items.findIndex((one) => one !== undefined && isSame(one, item, keys));
    const before = items[at];
    if (before === undefined) items.push(merged(item, item, 'by-key'));
    else items[at] = merged(before, item, 'by-key');
  }
  return { ...base, items: items.filter((item) => item !== undefined) };
}

/** `- $patch: replace`, an item that is no item. */
function isAlone(item: YamlNode): boolean {
  return item.kind === 'map' && item.entries.size === 1 && item.entries.has('$patch');
}

function isSame(a: YamlNode, b: YamlNode, keys: readonly string[]): boolean {
  const key = keys.find((one) => textAt(b, one) !== undefined);
  return key !== undefined && textAt(a, key) === textAt(b, key);
}

/** Without the words that are for whoever applies the patch. */
function cleaned(patch: YamlMap): YamlMap {
  return {
    ...patch,
    entries: new Map([...patch.entries].filter(([key]) => !key.startsWith('$'))),
  };
}
