import type { CompiledPolicy } from '@troth/compiler';
import type { CellSource } from './cell.ts';
import type { Action } from './decision.ts';
import { objectorsTo } from './refusals/objection.ts';
import { indexRules, type RuleIndex } from './rule-index.ts';
import { Kept } from './kept.ts';
import { Layouts } from './layout.ts';
import { Slot } from './slot.ts';
import { buildTables, type Tables } from './tables.ts';

const ACTIONS = 6;

/** Slots and answers that one decider keeps; what is more is worked out each time it is asked. */
const MOST_KEPT = 250_000;

/** Places of slots that a list may have; a larger policy looks them up. */
const MOST_LISTED = 2 ** 19;

/** Recipients come after `NOBODY` and `UNKNOWN`. */
const FIRST_RECIPIENT = 2;

/**
 * One policy, indexed. A cell is worked out when it is first asked for and then kept: there are as
 * many as the vocabulary allows, whatever the requests say, and most are never asked for.
 */
export class Engine {
  readonly policy: CompiledPolicy;
  readonly tables: Tables;
  readonly rules: RuleIndex;
  readonly #cellOf: CellSource;
  readonly #layouts = new Layouts();
  /** By action, category, purpose and recipient, written as one number. */
  readonly #slots: Kept<Slot>;
  readonly #columns: number;
  readonly #width: number;
  #room = MOST_KEPT;

  constructor(policy: CompiledPolicy, cellOf: CellSource) {
    this.policy = policy;
    this.tables = buildTables(policy);
    this.rules = indexRules(policy, this.tables);
    this.#cellOf = cellOf;
    // One column more than there are purposes, for those that the policy does not know.
    this.#columns = policy.vocabulary.purposes.length + 1;
    this.#width = policy.vocabulary.recipients.length + FIRST_RECIPIENT;
    const rows = ACTIONS * this.tables.above.length;
    this.#slots = new Kept(rows * this.#columns * this.#width, MOST_LISTED);
  }

  /**
   * `undefined`: the policy has no such category. A purpose it does not know has a slot, too, in which
   * nothing permits.
   */
  slot(
    action: Action,
    categoryId: string,
    purpose: number | undefined,
    recipient: number,
  ): Slot | undefined {
    const category = this.tables.categories.get(categoryId);
    if (category === undefined) return undefined;
    const row = numberOf(action) * this.tables.above.length + category;
    const column = purpose ?? this.#columns - 1;
    const place = (row * this.#columns + column) * this.#width + recipient + FIRST_RECIPIENT;
    const known = this.#slots.get(place);
    if (known !== undefined) return known;
    const made = this.#build({ action, category, purpose, recipient });
    if (this.hasRoom()) this.#slots.set(place, made);
    return made;
  }

  /** Whether one more may be kept; it is then counted. */
  hasRoom(): boolean {
    if (this.#room > 0) this.#room -= 1;
    return this.#room > 0;
  }

  #build({ action, category, purpose: number, recipient }: Place): Slot {
    const { policy, tables, rules } = this;
    const purpose = number === undefined ? '' : (policy.vocabulary.purposes[number]?.id ?? '');
    const objectors = objectorsTo(purpose, category, rules, tables);
    const question = { policy, tables, rules, category, purpose, objectors };
    return new Slot(this.#cellOf(question, action), recipient, this.#layouts);
  }
}

/** The usual first; a list or a map would have to be searched. */
function numberOf(action: Action): number {
  switch (action) {
    case 'use':
      return 0;
    case 'store':
      return 1;
    case 'collect':
      return 2;
    case 'share':
      return 3;
    case 'access':
      return 4;
    case 'disclose':
      return 5;
  }
}

interface Place {
  readonly action: Action;
  readonly category: number;
  readonly purpose: number | undefined;
  readonly recipient: number;
}
