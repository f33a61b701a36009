import {
  bindingsOf,
  formatDuration,
  type BoundValue,
  type CompiledClause,
  type Rule,
  type Segment,
  type Vocabulary,
} from '@troth/compiler';

/**
 * The clause with its sentences saying what its rules now say, as the compiler would write them. What is
 * bound to a rule, or to a part of it, that is gone becomes plain words.
 */
export function rebound(
  clause: CompiledClause,
  rules: readonly Rule[],
  vocabulary: Vocabulary,
): CompiledClause {
  const values = new Map(rules.flatMap((rule) => [...bindingsOf(rule, vocabulary)]));
  const verbs = new Set<string>(clause.rules.map(({ verb }) => verb));
  const prose = (segments: readonly Segment[]): readonly Segment[] =>
    segments.map((segment): Segment => {
      if (segment.kind === 'text' || !verbs.has(segment.path.split('.')[0] ?? '')) return segment;
      const value = values.get(segment.path);
      if (value === undefined) return { kind: 'text', text: plainWords(segment.value) };
      return { ...segment, value: styledLike(segment.value, value) };
    });
  return {
    ...clause,
    ...(clause.lead !== undefined && { lead: prose(clause.lead) }),
    text: prose(clause.text),
    ...(clause.summary !== undefined && { summary: prose(clause.summary) }),
    rules,
  };
}

function styledLike(before: BoundValue, after: BoundValue): BoundValue {
  return before.type === 'list' && after.type === 'list'
    ? { ...after, style: before.style }
    : after;
}

function plainWords(value: BoundValue): string {
  switch (value.type) {
    case 'duration':
      return formatDuration(value.duration);
    case 'date':
      return value.date;
    case 'name':
      return value.text;
    case 'list':
      return value.items.join(', ');
  }
}
