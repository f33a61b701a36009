import type { Fact, Hop } from '@troth/facts';

/**
 * The way of what a fact sends: where its value stands, the call that is given it, the calls through
 * which that goes on, and last the place where it leaves the program. Empty for a fact that sends nothing.
 */
export function flowOf(fact: Fact): readonly Hop[] {
  if (fact.kind !== 'data-sent') return [];
  const [first] = fact.values;
  if (first === undefined) return [];
  const source: Hop = { at: first.at, written: first.path.join('.') };
  const leaves = sinkOf(fact.sink);
  const calls = [{ at: fact.at, written: 'is passed on' }, ...fact.hops];
  return [
    source,
    ...calls.map(({ at, written }, index) => ({
      at,
      written: index < calls.length - 1 ? written : leaves,
    })),
  ];
}

function sinkOf(sink: Extract<Fact, { readonly kind: 'data-sent' }>['sink']): string {
  switch (sink.kind) {
    case 'log':
      return `log ${sink.name}`;
    case 'package':
      return `${sink.name} ${sink.call}`;
    case 'host':
      return sink.name === 'unknown' ? (sink.called ?? 'a host') : sink.name;
    case 'place':
      return sink.name;
  }
}
