import type { Fact } from '../../facts.ts';
import { switchesSaid } from '../../settings/environment.ts';
import { hostSaid } from '../../settings/said.ts';
import { settingsIn } from '../../settings/yaml-settings.ts';
import { wordsFacts } from '../../shell/shell-facts.ts';
import type { Word } from '../../shell/words.ts';
import { itemsAt, textAt } from '../../yaml/yaml-node.ts';
import type { YamlNode } from '../../yaml/yaml-node.ts';
import type { Resource, ResourceReader } from '../resource.ts';

/** Variables, commands and probes of containers, wherever a kind keeps its pods. */
export const containerReader: ResourceReader = {
  read: (resource) =>
    containersOf(resource.node).flatMap((container) => [
      ...variables(container),
      ...wordsFacts(wordsOf(container), siteOf(resource, container), new Map()),
    ]),
};

/** Containers of the pods that a node holds. */
export function containersOf(node: YamlNode): readonly YamlNode[] {
  return settingsIn(node).flatMap(({ key, value }) =>
    /^(containers|initContainers|ephemeralContainers)$/.test(key) && value.kind === 'list'
      ? value.items
      : [],
  );
}

/** `command` and `args` as one command. */
export function wordsOf(container: YamlNode): readonly Word[] {
  return [...itemsAt(container, 'command'), ...itemsAt(container, 'args')].flatMap((item) =>
    item.kind === 'scalar' ? [{ text: item.text, start: item.start, end: item.end }] : [],
  );
}

function variables(container: YamlNode): readonly Fact[] {
  return itemsAt(container, 'env').flatMap((item) => {
    const name = textAt(item, 'name');
    if (name === undefined) return [];
    const value = textAt(item, 'value');
    return [...switchesSaid(name, value, item.at), ...hostSaid(value ?? '', item.at)];
  });
}

function siteOf({ id, span }: Resource, container: YamlNode): Parameters<typeof wordsFacts>[1] {
  return { span, subject: `${id} ${textAt(container, 'name') ?? ''}` };
}
