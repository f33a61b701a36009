import type { CompiledClause, CompiledPolicy, Rule, Vocabulary } from '@troth/compiler';

/** A policy of an invented company with that many clauses: every verb in turn, one rule a clause. */
export function generatedPolicy(clauses: number): CompiledPolicy {
  const stated = Array.from({ length: clauses }, (_, number) => clauseOf(number));
  return {
    language: 1,
    hash: '0'.repeat(64),
    controller: { name: 'Northwind, Inc.', shortName: 'Northwind', aliases: [] },
    contact: { email: 'privacy@northwind.example' },
    version: { published: '2026-01-01', effective: '2026-02-01', reviewed: '2026-01-01' },
    noticeDays: 30,
    approvals: { loosens: ['legal'], tightens: ['security'] },
    page: { path: '/privacy', status: 'internal' },
    acknowledgedGaps: [],
    vocabulary,
    sections: [{ id: 'all', clauses: stated.map(({ id }) => id) }],
    clauses: stated,
  };
}

/**
 * The same policy after a large rewrite: every rule is another, one clause in ten is renamed, one in
 * twenty goes, as many come, and the last one stands first.
 */
export function rewritten(policy: CompiledPolicy): CompiledPolicy {
  const kept = policy.clauses
    .filter((_, number) => number % 20 !== 7)
    .map((clause, number): CompiledClause => {
      const rules = clause.rules.map(changed);
      if (number % 10 !== 3) return { ...clause, rules };
      return { ...clause, id: `${clause.id}-renamed`, formerly: [clause.id], rules };
    });
  const come = Array.from({ length: policy.clauses.length - kept.length }, (_, number) =>
    clauseOf(policy.clauses.length + number),
  );
  const clauses = [...kept.slice(-1), ...kept.slice(0, -1), ...come];
  return { ...policy, sections: [{ id: 'all', clauses: clauses.map(({ id }) => id) }], clauses };
}

const roots = Array.from({ length: 20 }, (_, number) => `data-${number}`);
const vocabulary: Vocabulary = {
  categories: roots
    .flatMap((root) => [
      { id: root, name: root, sensitivity: 'ordinary' as const, inCode: [] },
      ...Array.from({ length: 10 }, (_, number) => ({
        id: `${root}.part-${number}`,
        name: `${root} ${number}`,
        parent: root,
        sensitivity: 'ordinary' as const,
        inCode: [],
      })),
    ])
    .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  purposes: Array.from({ length: 40 }, (_, number) => ({
    id: `purpose-${number}`,
    name: `purpose ${number}`,
  })),
  recipients: Array.from({ length: 20 }, (_, number) => ({
    id: `recipient-${number}`,
    name: `recipient ${number}`,
    role: 'processor',
    hosts: [],
    packages: [],
    infrastructure: [],
  })),
  events: [{ id: 'account.closed', name: 'an account is closed', about: 'subject' }],
  regions: [{ id: 'EU', name: 'EU', countries: ['DE', 'FR'] }],
  obligations: [],
};

function clauseOf(number: number): CompiledClause {
  const rule = ruleOf(number);
  return {
    id: `clause.number-${number}`,
    section: 'all',
    layout: 'paragraph',
    text: [{ kind: 'text', text: `This is the sentence of clause ${number}, as it is read.` }],
    rules: [rule],
    exceptTo: [],
    narrows: number > 0 && number % 15 === 0 ? [`clause.number-${number - 1}`] : [],
    formerly: [],
  };
}

function ruleOf(number: number): Rule {
  const data = [roots[number % roots.length] ?? 'data-0'];
  const purposes = [`purpose-${number % 40}`];
  const day = (amount: number): { readonly amount: number; readonly unit: 'day' } => ({
    amount,
    unit: 'day',
  });
  const rules: readonly Rule[] = [
    { verb: 'collect', data, source: 'automatic', from: [], purposes },
    { verb: 'use', data, purposes, exclusive: false, conditions: { aggregate: { minimum: 10 } } },
    { verb: 'use', data, purposes, exclusive: true, conditions: {} },
    { verb: 'never', data, act: 'sell' },
    { verb: 'retain', data, while: 'account.active', obligations: [] },
    { verb: 'erase', data, after: 'account.closed', within: day(30) },
    { verb: 'share', recipients: [{ recipient: `recipient-${number % 20}`, data, purposes }] },
    { verb: 'contract', recipients: [`recipient-${number % 20}`], missing: 'alarm' },
    { verb: 'disclose', data, bases: ['law'], approvers: 2 },
    { verb: 'encrypt', scope: 'in-transit', minimum: '1.2' },
    { verb: 'restrict', systems: ['production'], roles: ['staff'], mfa: true },
    { verb: 'control', control: `review-${number}`, every: day(90) },
    { verb: 'grant', rights: ['access'], data, regions: [], purposes: [], within: day(30) },
  ];
  return rules[number % rules.length] ?? { verb: 'never', data, act: 'sell' };
}

function changed(rule: Rule): Rule {
  const data = roots.slice(0, 3);
  if (rule.verb === 'contract') return { ...rule, missing: 'deny' };
  if (rule.verb === 'restrict') return { ...rule, roles: ['staff', 'others'] };
  if (rule.verb === 'control') return { ...rule, every: { amount: 60, unit: 'day' } };
  if (rule.verb === 'share') {
    return { ...rule, recipients: rule.recipients.map((one) => ({ ...one, data })) };
  }
  if (rule.verb !== 'encrypt') return { ...rule, data };
  return rule.scope === 'in-transit' ? { ...rule, minimum: '1.3' } : rule;
}
