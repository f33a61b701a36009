import type { Fact } from '../facts.ts';
import { networkOf } from './network.ts';

/**
 * A switch such as `PGSSLMODE=disable` goes as far as the host that stands beside it: `PGHOST=db`. Of a
 * connection to this machine nothing is said.
 */
export function besideHosts(
  facts: readonly Fact[],
  variables: ReadonlyMap<string, string>,
): readonly Fact[] {
  return facts.flatMap((fact) => {
    if (fact.kind !== 'cleartext' || fact.protocol !== 'setting') return [fact];
    const host = hostFor(fact.subject.replace(/^env /, ''), variables);
    const network = host === undefined ? 'public' : networkOf(host);
    if (network === 'local') return [];
    return network === 'public' ? [fact] : [{ ...fact, network }];
  });
}

/** The host of the variables that begin alike: `DB_SSL` and `DB_HOST`. */
function hostFor(name: string, variables: ReadonlyMap<string, string>): string | undefined {
  const prefix = /^(?:PG|[A-Z]+_)/.exec(name)?.[0] ?? name;
  const hosts = [...variables].filter(
    ([one]) => one.startsWith(prefix) && /HOST(NAME)?$/.test(one),
  );
  return hosts[0]?.[1];
}
