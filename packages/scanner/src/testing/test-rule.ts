import type { CompiledPolicy, DataMap } from '@troth/compiler';
import type { Fact } from '@troth/facts';
import { describe, expect, test } from 'vitest';

import type { Rule } from '../rule.ts';
import { scan } from '../scan.ts';
import type { ScanResult } from '../scan.ts';
import { factsOf, factsOfExample } from './facts-of.ts';
import type { Language } from './facts-of.ts';
import { catalogue, northwind } from './policies.ts';

/** Code in the rule's language, or in another. */
interface Code {
  readonly code: string;
  readonly language?: Language;
  /** Where it stands, when that matters. */
  readonly path?: string;
  /** Facts given by hand, for what no extractor says yet. */
  readonly facts?: readonly Fact[];
  readonly dataMap?: DataMap;
  readonly policy?: CompiledPolicy;
}

interface Invalid extends Code {
  /** Line and column of each finding, in order. */
  readonly at: readonly [number, number] | readonly (readonly [number, number])[];
  readonly clause: string;
  readonly says?: string;
}

interface Noted extends Code {
  readonly at: readonly [number, number];
}

interface Cases {
  readonly invalid: readonly Invalid[];
  readonly valid: readonly (string | Code)[];
  readonly notes?: readonly Noted[];
}

/**
 * What a rule finds, leaves alone and cannot tell, under the promises of Northwind. The examples of
 * its own page are cases as well, and without the clause the rule must fall silent.
 */
export function testRule(rule: Rule, { invalid, valid, notes = [] }: Cases): void {
  const { meta } = rule;
  describe(`the rule ${meta.id}`, () => {
    test.each(invalid.map((one) => [titleOf(one), one] as const))('finds %s', (_, one) => {
      const { findings } = run(rule, one);

      expect(findings.map(({ at }) => [at.line, at.column])).toEqual(places(one.at));
      expect(new Set(findings.map(({ clause }) => clause))).toEqual(new Set([one.clause]));
      expect(findings[0]?.message).toContain(one.says ?? '');
    });

    test.each(invalid.map((one) => [titleOf(one), one] as const))(
      'is silent about %s when the policy says nothing of the kind',
      (_, one) => {
        const policy = one.policy ?? northwind;
        const clauses = policy.clauses.filter(
          ({ rules }) => !rules.some(({ verb }) => meta.protects.includes(verb)),
        );

        expect(run(rule, { ...one, policy: { ...policy, clauses } }).findings).toEqual([]);
      },
    );

    test.each(
      valid
        .map((one) => (typeof one === 'string' ? { code: one } : one))
        .map((one) => [titleOf(one), one] as const),
    )('leaves %s alone', (_, one) => {
      const result = run(rule, one);

      expect(result.findings).toEqual([]);
      expect(result.notes).toEqual([]);
    });

    test.each(notes.map((one) => [titleOf(one), one] as const))('cannot tell %s', (_, one) => {
      const result = run(rule, one);

      expect(result.findings).toEqual([]);
      expect(result.notes.map(({ at }) => [at.line, at.column])).toEqual([one.at]);
    });
  });
}

/** The rule's own examples; a rule whose data map matters runs them itself. */
export function testExamples(rule: Rule, dataMap?: DataMap): void {
  const given = dataMap === undefined ? {} : { dataMap };
  test(`the page of ${rule.meta.id} shows code that it finds and code that it leaves alone`, () => {
    const [unsafe, safe] = [rule.meta.unsafe, rule.meta.safe].map((code) => {
      const facts = factsOfExample(rule.meta, code);
      return run(rule, { code, facts, ...given }).findings.length;
    });

    expect(unsafe).toBeGreaterThan(0);
    expect(safe).toBe(0);
  });
}

function run(rule: Rule, { code, language, path, facts, dataMap, policy }: Code): ScanResult {
  const result = scan({
    policy: policy ?? northwind,
    facts: facts ?? factsOf(code, language ?? rule.meta.language, path),
    catalogue,
    waivers: [],
    today: '2026-11-23',
    ...(dataMap === undefined ? {} : { dataMap }),
  });
  const own = ({ rule: id }: { readonly rule: string }): boolean => id === rule.meta.id;
  return { ...result, findings: result.findings.filter(own), notes: result.notes.filter(own) };
}

function places(at: Invalid['at']): readonly (readonly number[])[] {
  return at
    .map((one) => (typeof one === 'number' ? undefined : one))
    .every((one) => one === undefined)
    ? [at.filter((one) => typeof one === 'number')]
    : at.filter((one) => typeof one !== 'number');
}

function titleOf({ code }: Code): string {
  return `\`${code.replaceAll(/\s+/gu, ' ').trim().slice(0, 120)}\``;
}
