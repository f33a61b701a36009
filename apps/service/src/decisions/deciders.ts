import type { CompiledPolicy } from '@troth/compiler';
import { compileDecider } from '@troth/decisions';
import type { Decider } from '@troth/decisions';

/** One decider a policy version, made at its first use. */
export class Deciders {
  readonly #made = new WeakMap<CompiledPolicy, Decider>();

  of(policy: CompiledPolicy): Decider {
    const known = this.#made.get(policy);
    if (known !== undefined) return known;
    const made = compileDecider(policy);
    this.#made.set(policy, made);
    return made;
  }
}
