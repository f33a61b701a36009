import { expect, test } from 'vitest';
import { compilePolicy } from './compile.ts';
import { between } from './compare.ts';
import { withClauses } from './testing/minimal-policy.ts';
import { verbOf, verbs } from './verbs.ts';

/** One clause of each verb, as a lawyer writes it. */
const CLAUSES = {
  collect: '{ data: [account], from: data subject, for: [serve] }',
  use: '{ data: [account], for: [serve], kinds: [receipt], basis: consent }',
  limit: '{ data: [account], for: [serve], minimumAge: 16 }',
  never: '{ sell: [account, runs] }',
  retain: '{ data: [account], while: account.active }',
  erase: '{ data: [runs], after: item.deleted, within: 30 days }',
  share: '{ with: [{ recipient: paywise, data: [account], for: [serve] }] }',
  contract: '{ with: [paywise], missing: deny }',
  disclose: '{ data: [account], bases: [law], approvers: 2 }',
  encrypt: '{ scope: at rest, cipher: AES-192 }',
  restrict: '{ systems: [till], to: [staff], mfa: required }',
  control: '{ control: drill, every: 3 months }',
  grant: '{ rights: [access], within: 1 month, channel: email }',
} as const;

test('a clause of each verb of the list stands in this table', () => {
  expect(Object.keys(CLAUSES).toSorted()).toEqual(verbs.map(({ key }) => key).toSorted());
});

const cases = Object.entries(CLAUSES).map(([key, written]) => {
  const { policy } = compilePolicy(withClauses(`  - { id: a, text: x, ${key}: ${written} }`));
  if (policy === undefined) throw new Error(`the clause of \`${key}\` does not compile`);
  const [rule] = policy.clauses[0]?.rules ?? [];
  if (rule === undefined) throw new Error(`the clause of \`${key}\` has no rule`);
  return { key, policy, rule, verb: verbOf(rule) };
});

test.each(cases)('what $key promises has an order in each field', ({ rule, verb }) => {
  const fields = Object.keys(rule).filter((field) => field !== 'verb');

  expect(fields.filter((field) => !verb.order.fields.includes(field))).toEqual([]);
});

test.each(cases)(
  'a rule to $key that is wrong is another rule, and the diff leans as the mutation says',
  ({ policy, rule, verb }) => {
    const both = between(policy, policy);
    const leanings = verb
      .mutations(rule, policy.vocabulary)
      .map(({ what, direction, rule: wrong }) => ({
        what,
        direction,
        told: verb.order.differences(rule, wrong, both).map((difference) => difference.direction),
      }));

    expect(leanings.length).toBeGreaterThan(0);
    const odd = leanings.filter(
      ({ direction, told }) =>
        told.length === 0 || told.some((each) => each !== direction && each !== 'mixed'),
    );
    expect(odd).toEqual([]);
  },
);

test.each(cases)('$key is described, said in words and kept by something', ({ rule, verb }) => {
  const { mechanisms, evidence } = verb.contributes.keptBy(rule);

  expect(verb.schema['description']).toEqual(expect.any(String));
  expect(verb.inWords(rule, (ids) => ids.join(', '))).not.toBe('');
  expect(mechanisms.length > 0 || evidence !== undefined).toBe(true);
});

test('senders and the provider they come through are bound apart', () => {
  const { policy } = compilePolicy(
    withClauses(`  - id: a
    text: "From {{ collect.from }} through {{ collect.through }}."
    collect: { data: [account], from: [paywise], through: [relay] }`).map((file) =>
      file.path.endsWith('recipients.yaml')
        ? { ...file, text: `${file.text}  - { id: relay, name: Relay, role: processor }\n` }
        : file,
    ),
  );

  expect(policy?.clauses[0]?.text).toMatchObject([
    {},
    { value: { items: ['Paywise'] } },
    {},
    { value: { items: ['Relay'] } },
    {},
  ]);
});
