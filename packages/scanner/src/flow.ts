import type { Fact, Hop, SentValue } from '@troth/facts';

/**
 * The way of what a fact sends, of the value that came furthest: its source, the steps between, and
 * last the place where it leaves the program. Empty for a fact that sends nothing.
 */
export function flowOf(fact: Fact): readonly Hop[] {
  if (fact.kind !== 'data-sent') return [];
  const [furthest] = fact.values.toSorted((a, b) => length(b) - length(a));
  if (furthest === undefined) return [];
  const source: Hop = { at: furthest.at, written: furthest.path.join('.') };
  const sink: Hop = { at: fact.at, written: sinkOf(fact.sink) };
  const before = furthest.via ?? [source];
  return [...before, sink];
}

function length({ via }: SentValue): number {
  return via?.length ?? 0;
}

function sinkOf(sink: Extract<Fact, { readonly kind: 'data-sent' }>['sink']): string {
  switch (sink.kind) {
    case 'log':
      return `log ${sink.name}`;
    case 'package':
      return `${sink.name} ${sink.call}`;
    case 'host':
      return sink.name === 'unknown' ? 'a host' : sink.name;
  }
}
