import {
  formatDuration,
  type BoundValue,
  type CollectRule,
  type CompiledClause,
  type Duration,
  type EncryptRule,
  type EraseRule,
  type GrantRule,
  type Rule,
  type Segment,
  type ShareRule,
  type UseRule,
  type Vocabulary,
} from '@troth/compiler';

/**
 * The clause with its sentences saying what its rules now say, as the compiler would write them. What is
 * bound to a rule that is gone becomes plain words.
 */
export function rebound(
  clause: CompiledClause,
  rules: readonly Rule[],
  vocabulary: Vocabulary,
): CompiledClause {
  const values = new Map(rules.flatMap((rule) => bindingsOf(rule, vocabulary)));
  const verbs = new Set<string>(clause.rules.map(({ verb }) => verb));
  const prose = (segments: readonly Segment[]): readonly Segment[] =>
    segments.map((segment): Segment => {
      if (segment.kind === 'text' || !verbs.has(segment.path.split('.')[0] ?? '')) return segment;
      const value = values.get(segment.path);
      const isStated = rules.some(({ verb }) => segment.path.startsWith(`${verb}.`));
      if (value === undefined && isStated && !isTime(segment.path)) return segment;
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

/** A time that its rule no longer names; `grant.within` may go while the rule stays. */
function isTime(path: string): boolean {
  return /^(?:grant|erase)\./.test(path);
}

type Bound = readonly (readonly [string, BoundValue])[];

/** What is bound to a verb that is not named here does not move with its rule. */
function bindingsOf(rule: Rule, vocabulary: Vocabulary): Bound {
  if (rule.verb === 'collect') return collectBindings(rule, vocabulary);
  if (rule.verb === 'use') return useBindings(rule, vocabulary);
  if (rule.verb === 'share') return shareBindings(rule, vocabulary);
  if (rule.verb === 'grant') return grantBindings(rule, vocabulary);
  if (rule.verb === 'erase') return eraseBindings(rule);
  if (rule.verb === 'encrypt') return encryptBindings(rule);
  return rule.verb === 'control' ? [['control.every', time(rule.every)]] : [];
}

function eraseBindings({ within, stages, idle }: EraseRule): Bound {
  return [
    ['erase.within', time(within)],
    ...(idle === undefined ? [] : [['erase.idle', time(idle)] as const]),
    ...Object.entries(stages ?? {}).map(
      ([stage, length]: [string, Duration]) => [`erase.stages.${stage}`, time(length)] as const,
    ),
  ];
}

function encryptBindings(rule: EncryptRule): Bound {
  return rule.scope === 'in-transit'
    ? [['encrypt.minimum', word(`TLS ${rule.minimum}`)]]
    : [['encrypt.cipher', word(`AES-${rule.cipher.bits}`)]];
}

function useBindings({ purposes, conditions }: UseRule, vocabulary: Vocabulary): Bound {
  const { kinds, products, minimumAge } = conditions;
  const words = (ids: readonly string[] = []): BoundValue =>
    list(ids.map((id) => id.replaceAll('-', ' ')));
  return [
    ['use.kinds', words(kinds)],
    ['use.products', words(products)],
    ['use.for', list(names(purposes, vocabulary.purposes))],
    ...(minimumAge === undefined ? [] : [['use.minimumAge', word(String(minimumAge))] as const]),
  ];
}

/** The rule does not tell senders from providers; a clause has one of the two. */
function collectBindings(rule: CollectRule, vocabulary: Vocabulary): Bound {
  const value = list(names(rule.from, vocabulary.recipients));
  return [
    ['collect.from', value],
    ['collect.through', value],
  ];
}

function shareBindings(rule: ShareRule, { recipients }: Vocabulary): Bound {
  const ids = rule.recipients.map(({ recipient }) => recipient);
  const services = ids.map((id) => recipients.find((each) => each.id === id)?.service);
  return [
    ['share.with', list(names(ids, recipients))],
    ['share.services', list([...new Set(services.filter((each) => each !== undefined))])],
  ];
}

function grantBindings(rule: GrantRule, vocabulary: Vocabulary): Bound {
  return [
    ['grant.regions', list(names(rule.regions, vocabulary.regions))],
    ...(['within', 'extension', 'appeal'] as const).flatMap((key) => {
      const length = rule[key];
      return length === undefined ? [] : [[`grant.${key}`, time(length)] as const];
    }),
  ];
}

function time(duration: Duration): BoundValue {
  return { type: 'duration', duration };
}

function word(text: string): BoundValue {
  return { type: 'name', text };
}

function list(items: readonly string[]): BoundValue {
  return { type: 'list', items, style: 'plain' };
}

function names(
  ids: readonly string[],
  words: readonly { readonly id: string; readonly name: string }[],
): readonly string[] {
  return ids.map((id) => words.find((word) => word.id === id)?.name ?? id);
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
