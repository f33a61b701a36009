import type { Block } from './block.ts';
import type { Cell, OpenPermit } from './cell.ts';
import type { Decision, DecisionRequest, SubjectState } from './decision.ts';
import type { Duty } from './duties.ts';
import { Kept } from './kept.ts';
import type { Layout, Layouts, Word } from './layout.ts';

/** Who is to get the data: the number of a recipient, or one of these. */
export const NOBODY = -1;
export const UNKNOWN = -2;

/** More requests cannot be told apart by a small integer. */
const MOST_NUMBERS = 2 ** 30;

/**
 * What is left of a cell once the recipient is known, and the answers given so far. Invariant: an
 * answer turns on nothing but the slot and the number of the request.
 */
export class Slot {
  readonly open: readonly OpenPermit[];
  readonly blocks: readonly Block[];
  readonly silent: readonly number[];
  readonly duties: readonly Duty[];
  readonly #layout: Layout;
  /** By the number that the layout makes of a request; `undefined`: too many to keep. */
  readonly #answers: Kept<Decision> | undefined;

  constructor(cell: Cell, recipient: number, layouts: Layouts) {
    this.open = cell.open.filter((permit) => isFor(permit, recipient));
    this.blocks = cell.blocks.filter(
      (block) => block.recipient === undefined || block.recipient === recipient,
    );
    this.silent = cell.silent;
    this.duties = cell.duties ?? [];
    const conditions = [
      ...this.open.flatMap((permit) => permit.conditions),
      ...this.blocks.flatMap(({ when = [] }) => when),
    ];
    this.#layout = layouts.of(conditions, this.open.flatMap(sourceOf));
    const { numbers } = this.#layout;
    this.#answers = numbers > MOST_NUMBERS ? undefined : new Kept(numbers);
  }

  /** The answer that such a request got before. */
  kept(request: DecisionRequest, state: SubjectState, now: Date): Decision | undefined {
    return this.#answers?.get(this.#layout.numberOf(request, state, now));
  }

  keep(decision: Decision, request: DecisionRequest, state: SubjectState, now: Date): void {
    this.#answers?.set(this.#layout.numberOf(request, state, now), decision);
  }
}

/** A permit for one recipient, or for what is collected through some, is for no other. */
function isFor({ recipient, through }: OpenPermit, asked: number): boolean {
  if (recipient !== undefined && recipient !== asked) return false;
  return through === undefined || asked === NOBODY || through.includes(asked);
}

function sourceOf({ sources: words }: OpenPermit): readonly Word[] {
  if (words === undefined) return [];
  return [{ name: 'source', read: ({ context }) => context?.source, words }];
}
