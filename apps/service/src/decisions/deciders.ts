import type { CompiledPolicy } from '@troth/compiler';
import { compileDecider } from '@troth/decisions';
import type { Decider } from '@troth/decisions';
import { spokenBy, SpokenWords } from './spoken-words.ts';

/** A policy version, ready to decide. */
export interface KnownPolicy {
  readonly decider: Decider;
  readonly words: SpokenWords;
}

/** One decider a policy version, made at its first use. */
export class Deciders {
  readonly #made = new WeakMap<CompiledPolicy, KnownPolicy>();

  of(policy: CompiledPolicy): KnownPolicy {
    const known = this.#made.get(policy);
    if (known !== undefined) return known;
    const made = { decider: compileDecider(policy), words: new SpokenWords(spokenBy(policy)) };
    this.#made.set(policy, made);
    return made;
  }
}
