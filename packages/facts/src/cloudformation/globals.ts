import { nodeAt } from '../yaml/yaml-node.ts';
import type { YamlEntry, YamlNode } from '../yaml/yaml-node.ts';

/**
 * The properties of a resource of SAM with those that the template's `Globals` give to all of its kind:
 * maps are joined, the resource's own lists come after, and what it says itself wins.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withGlobals(
  properties: YamlNode | undefined,
  spelled: string,
  root: YamlNode,
): YamlNode | undefined {
  const kind = /^AWS::Serverless::(?<kind>\w+)$/u.exec(spelled)?.groups?.['kind'];
  const globals = kind === undefined ? undefined : nodeAt(root, 'Globals', kind);
  if (globals === undefined) return properties;
  return properties === undefined ? globals : joined(globals, properties);
}

function joined(general: YamlNode, own: YamlNode): YamlNode {
  if (general.kind === 'list' && own.kind === 'list') {
    return { ...own, items: [...general.items, ...own.items] };
  }
  if (general.kind !== 'map' || own.kind !== 'map') return own;
  const entries = new Map<string, YamlEntry>(general.entries);
  for (const [key, entry] of own.entries) {
    const before = entries.get(key);
    const value = before === undefined ? entry.value : joined(before.value, entry.value);
    entries.set(key, { ...entry, value });
  }
  return { ...own, entries };
}
