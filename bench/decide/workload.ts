import type { CompiledClause, CompiledPolicy, Rule } from '@troth/compiler';
import type { Action, DecisionRequest } from '@troth/decisions';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A policy of that many rules, one a clause: uses, collections and shares, one in ten a prohibition. */
export function makePolicy(rules: number, random: () => number): CompiledPolicy {
  const scale = Math.ceil(Math.sqrt(rules));
  const categories = tree(6 + scale * 3);
  const purposes = names('purpose', 3 + scale);
  const recipients = names('recipient', 3 + scale);
  const pick = (ids: readonly string[]): string => picked(ids, random);
  const clauses = Array.from({ length: rules }, (_, number): CompiledClause => {
    const rule = makeRule(random, {
      data: [pick(categories)],
      purposes: [pick(purposes)],
      recipient: pick(recipients),
    });
    return {
      id: `clause.${number}`,
      section: 'all',
      layout: 'paragraph',
      text: [],
      rules: [rule],
      exceptTo: [],
      narrows: [],
      formerly: [],
    };
  });
  return {
    language: 1,
    hash: '',
    controller: { name: 'Example, Inc.', shortName: 'Example', aliases: [] },
    contact: { email: 'privacy@example.com' },
    version: { published: '2026-01-01', effective: '2026-01-01', reviewed: '2026-01-01' },
    noticeDays: 30,
    approvals: { loosens: [], tightens: [] },
    page: { path: '/privacy', status: 'internal' },
    acknowledgedGaps: [],
    vocabulary: {
      categories: categories.map((id) => {
        const base = { id, name: id, sensitivity: 'ordinary', inCode: [] } as const;
        const dot = id.lastIndexOf('.');
        return dot < 0 ? base : { ...base, parent: id.slice(0, dot) };
      }),
      purposes: purposes.map((id) => ({ id, name: id })),
      recipients: recipients.map((id) => ({
        id,
        name: id,
        role: 'processor',
        hosts: [],
        packages: [],
        infrastructure: [],
      })),
      events: [],
      regions: [],
      obligations: [],
    },
    sections: [],
    clauses,
  };
}

/** Two thirds are aimed at a rule, the others at random words; some say an objection or a group. */
export function makeRequests(
  policy: CompiledPolicy,
  count: number,
  random: () => number,
): readonly DecisionRequest[] {
  const { categories, purposes, recipients } = policy.vocabulary;
  const pick = <T>(values: readonly T[]): T => picked(values, random);
  return Array.from({ length: count }, (): DecisionRequest => {
    const aim = random() < 0.66 ? aimedAt(pick(policy.clauses).rules[0]) : {};
    return {
      action: pick<Action>(['use', 'use', 'use', 'collect', 'store', 'share']),
      data: [pick(categories).id],
      purpose: pick(purposes).id,
      recipient: pick(recipients).id,
      subject: { id: `subject-${Math.floor(random() * 100)}` },
      context: random() < 0.4 ? { aggregate: true, groupSize: 20 } : {},
      ...aim,
    };
  });
}

function aimedAt(rule: Rule | undefined): Partial<DecisionRequest> {
  if (rule?.verb === 'use') {
    return { action: 'use', data: rule.data, purpose: picked(rule.purposes, () => 0) };
  }
  if (rule?.verb !== 'share') return {};
  const { recipient, data, purposes } = picked(rule.recipients, () => 0);
  return { action: 'share', data, purpose: picked(purposes, () => 0), recipient };
}

function picked<T>(values: readonly T[], random: () => number): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('there is nothing to pick from');
  return value;
}

function makeRule(
  random: () => number,
  { data, purposes, recipient }: { data: string[]; purposes: string[]; recipient: string },
): Rule {
  const kind = random();
  if (kind < 0.1) return { verb: 'never', data, act: random() < 0.5 ? 'store' : 'sell' };
  if (kind < 0.4) return { verb: 'share', recipients: [{ recipient, data, purposes }] };
  if (kind < 0.6) return { verb: 'collect', data, source: 'automatic', from: [], purposes };
  const roll = random();
  const conditions =
    roll < 0.2 ? { optOut: true } : roll < 0.4 ? { aggregate: { minimum: 10 } } : {};
  return { verb: 'use', data, purposes, exclusive: false, conditions };
}

/** Roots, children and grandchildren. */
function tree(count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => {
    const root = `category${number % 6}`;
    if (number < 6) return root;
    const child = `${root}.child${Math.floor(number / 6) % 8}`;
    return number < 6 * 9 ? child : `${child}.part${number}`;
  }).filter((id, place, all) => all.indexOf(id) === place);
}

function names(word: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => `${word}${number}`);
}
