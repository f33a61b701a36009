import type { Fact } from '../../facts.ts';
import { urlSaid } from '../../settings/said.ts';
import { scalarsIn } from '../../settings/yaml-settings.ts';
import type { ResourceReader } from '../resource.ts';

/** Any value that is an address as a whole, and options of commands whose value is one. */
export const addressReader: ResourceReader = {
  read: (resource) =>
    // A definition of a kind talks about addresses and goes to none.
    resource.kind === 'CustomResourceDefinition'
      ? []
      : scalarsIn(resource.node).flatMap(({ text, at }) => {
          const address = /^(?:--?[\w-]+=)?([a-z][a-z0-9+.-]*:\/\/\S+)$/i.exec(text.trim())?.[1];
          const place = { at, subject: `${resource.id} address` };
          return address === undefined ? [] : urlSaid(address, place).map(overTheWire);
        }),
};

/** Pods run on different machines: a connection to a service's name crosses the network between them. */
function overTheWire(fact: Fact): Fact {
  if (fact.kind !== 'cleartext' || fact.network !== 'internal') return fact;
  const { network: _, ...rest } = fact;
  return rest;
}
