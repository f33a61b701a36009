import type { Fact } from '../facts.ts';
import { settingsSaid } from '../settings/environment.ts';
import { besideHosts } from '../settings/neighbours.ts';
import { nodeAt } from '../yaml/yaml-node.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import type { ComposeService } from './service.ts';

interface Variable {
  readonly name: string;
  /** Nothing: passed on from the shell. */
  readonly value: string | undefined;
  readonly at: YamlNode['at'];
}

/** Variables as a map or as a list of `NAME=value`. */
export function environmentFacts({ node, variables: given }: ComposeService): readonly Fact[] {
  const variables = variablesOf(nodeAt(node, 'environment'));
  const values = new Map([
    ...given,
    ...variables.map(({ name, value }) => [name, value ?? ''] as const),
  ]);
  const facts = variables.flatMap(({ name, value, at }) =>
    settingsSaid(name, fallbackOf(value), at),
  );
  return besideHosts(facts, values);
}

function variablesOf(environment: YamlNode | undefined): readonly Variable[] {
  if (environment?.kind === 'map') {
    return [...environment.entries].map(([name, { at, value }]) => ({
      name,
      value: value.kind === 'scalar' ? value.text : undefined,
      at,
    }));
  }
  if (environment?.kind !== 'list') return [];
  return environment.items.flatMap((item) => {
    if (item.kind !== 'scalar') return [];
    const [, name = item.text, value] = /^([^=]+)=(.*)$/s.exec(item.text) ?? [];
    return [{ name, value, at: item.at }];
  });
}

/** `${URL:-http://api}` is its fallback where nobody says more. */
function fallbackOf(value: string | undefined): string | undefined {
  return value?.replace(/^\$\{\w+:?-(.*)\}$/s, '$1');
}
