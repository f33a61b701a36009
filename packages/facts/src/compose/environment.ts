import type { Fact } from '../facts.ts';
import { settingsSaid } from '../settings/environment.ts';
import { nodeAt } from '../yaml/yaml-node.ts';
import type { ComposeService } from './service.ts';

/** Variables as a map or as a list of `NAME=value`; `NAME` alone is passed on from the shell. */
export function environmentFacts({ node }: ComposeService): readonly Fact[] {
  const environment = nodeAt(node, 'environment');
  if (environment?.kind === 'map') {
    return [...environment.entries].flatMap(([name, { at, value }]) =>
      settingsSaid(name, value.kind === 'scalar' ? value.text : undefined, at),
    );
  }
  if (environment?.kind !== 'list') return [];
  return environment.items.flatMap((item) => {
    if (item.kind !== 'scalar') return [];
    const [, name = item.text, value] = /^([^=]+)=(.*)$/s.exec(item.text) ?? [];
    return settingsSaid(name, value, item.at);
  });
}
