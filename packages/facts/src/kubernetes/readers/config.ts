import { fileSaid } from '../../settings/files-within.ts';
import { settingSaid, settingsIn } from '../../settings/yaml-settings.ts';
import { switchesSaid } from '../../settings/environment.ts';
import { hostSaid } from '../../settings/said.ts';
import { nodeAt } from '../../yaml/yaml-node.ts';
import { textOf } from '../resource.ts';
import type { Resource, ResourceReader } from '../resource.ts';
import type { Fact } from '../../facts.ts';

/** Keys that say what they say in any kind, and the variables and files of a `ConfigMap`. */
export const configReader: ResourceReader = {
  read: (resource) => [
    ...settingsIn(resource.node).flatMap((setting) => settingSaid(setting, resource.id)),
    ...(/^(ConfigMap|Secret)$/.test(resource.kind) ? dataFacts(resource) : []),
  ],
};

function dataFacts({ kind, node, file }: Resource): readonly Fact[] {
  const data = nodeAt(node, kind === 'Secret' ? 'stringData' : 'data');
  if (data?.kind !== 'map') return [];
  return [...data.entries].flatMap(([name, entry]) => {
    const text = textOf(entry);
    if (text === undefined) return [];
    const { start, end } = entry.value;
    const inner = text.includes('\n') ? fileSaid(name, file, start, end) : [];
    return [...inner, ...switchesSaid(name, text, entry.at), ...hostSaid(text, entry.at)];
  });
}
