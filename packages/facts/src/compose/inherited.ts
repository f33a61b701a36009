import { folderOf, joinedPath } from '../terraform/joined-path.ts';
import type { Pages } from '../together/pages.ts';
import { itemsAt, nodeAt, textAt } from '../yaml/yaml-node.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/yaml-node.ts';

/** Services that extend each other, one after the other, that are followed. */
const maximumDepth = 10;

/** Lists of a service that go on where those of the extended one end. */
const lengthened = new Set(['ports', 'expose', 'volumes', 'devices', 'tmpfs', 'env_file']);

/**
 * A service with what it takes over from the one that it extends, in its own file or in another.
 * @see https://docs.docker.com/reference/compose-file/services/#extends
 */
export function inherited(service: YamlNode, around: Around, pages: Pages, depth = 0): YamlNode {
  const named = textAt(service, 'extends') ?? textAt(service, 'extends', 'service');
  if (named === undefined || depth >= maximumDepth) return service;
  const file = extendedFile(service, around.path);
  const services =
    file === undefined ? around.services : nodeAt(pages.documents(file)[0], 'services');
  const base = nodeAt(services, named);
  if (base === undefined || services === undefined) return service;
  const whole = inherited(base, { services, path: file ?? around.path }, pages, depth + 1);
  return joined(whole, service);
}

/** The file that a service stands in. */
interface Around {
  readonly services: YamlNode;
  readonly path: string;
}

/** The other file in which the extended service stands. */
export function extendedFile(service: YamlNode, path: string): string | undefined {
  const file = textAt(service, 'extends', 'file');
  return file === undefined ? undefined : joinedPath(folderOf(path), file);
}

function joined(base: YamlNode, own: YamlNode): YamlNode {
  if (base.kind !== 'map' || own.kind !== 'map') return own;
  const entries = new Map<string, YamlEntry>(base.entries);
  for (const [key, entry] of own.entries) {
    const before = entries.get(key);
    entries.set(key, before === undefined ? entry : joinedEntry(key, before, entry));
  }
  return { ...own, entries };
}

function joinedEntry(key: string, base: YamlEntry, own: YamlEntry): YamlEntry {
  if (lengthened.has(key)) {
    const items = [...itemsAt(base.value), ...itemsAt(own.value)];
    return { ...own, value: { ...own.value, kind: 'list', items } };
  }
  if (key === 'environment') return { ...own, value: variables(base.value, own.value) };
  return { ...own, value: joined(base.value, own.value) };
}

/** Variables are a map or a list of `NAME=value`; together they are a map. */
function variables(base: YamlNode, own: YamlNode): YamlMap {
  const { at, start, end } = own;
  return { kind: 'map', at, start, end, entries: new Map([...byName(base), ...byName(own)]) };
}

function byName(node: YamlNode): readonly (readonly [string, YamlEntry])[] {
  if (node.kind === 'map') return [...node.entries];
  return itemsAt(node).flatMap((item) => {
    if (item.kind !== 'scalar') return [];
    const [, name = item.text, value = ''] = /^([^=]+)=(.*)$/s.exec(item.text) ?? [];
    return [
      [name, { keyAt: item.at, at: item.at, value: { ...item, text: value, value } }] as const,
    ];
  });
}
