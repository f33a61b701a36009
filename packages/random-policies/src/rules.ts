import { canonicalJson, verbOf, type Rule, type VerbDefinition } from '@troth/compiler';
import fc from 'fast-check';
import { compiledWith, frame } from './frame.ts';
import { valuesOf } from './values.ts';

const SEED = 20_261_124;
const DRAWN = 150;

/** Rules of one verb, with neighbours of theirs: a rule and one of its mutants often have an order. */
export function randomRules(verb: VerbDefinition): fc.Arbitrary<Rule> {
  const known = pools.get(verb.key) ?? poolOf(verb);
  pools.set(verb.key, known);
  return fc.constantFrom(...known);
}

/** To compile is slow, to draw again is not. */
const pools = new Map<string, readonly Rule[]>();

function poolOf(verb: VerbDefinition): readonly Rule[] {
  const drawn = fc
    .sample(valuesOf(verb.schema), { seed: SEED, numRuns: DRAWN })
    .flatMap(
      (value) =>
        compiledWith(`${verb.key}: ${JSON.stringify(value)}`).policy?.clauses[0]?.rules ?? [],
    );
  const neighbours = drawn.slice(0, DRAWN / 5).flatMap(neighboursOf);
  const pool = new Map([...drawn, ...neighbours].map((rule) => [canonicalJson(rule), rule]));
  if (pool.size < 5) throw new Error(`the schema of \`${verb.key}\` yields too few rules`);
  return [...pool.values()];
}

function neighboursOf(rule: Rule): readonly Rule[] {
  return verbOf(rule)
    .mutations(rule, frame.vocabulary)
    .map((mutation) => mutation.rule);
}
