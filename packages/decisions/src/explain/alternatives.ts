import type { CompiledPolicy } from '@troth/compiler';
import type { Obligation } from '../decision.ts';
import {
  applied,
  choices,
  dataEdit,
  favours,
  purposeEdit,
  recipientEdit,
  type Answering,
  type Asked,
  type Edit,
  type Value,
} from './edits.ts';

/** Changes that together turn the deny into a permit; no one of them can be left out. */
export interface Alternative {
  readonly changes: readonly Change[];
  /** What is owed then. */
  readonly obligations: readonly Obligation[];
  /** Clauses that permit then. */
  readonly reasons: readonly string[];
  /** The request, and what would have to be on record, with the changes made. */
  readonly asked: Asked;
}

export interface Change {
  /** `purpose`, `data`, `context.caseId`, `actor.authTime`, `record.consent`. */
  readonly what: string;
  /** Absent: it was not stated. */
  readonly from?: Value;
  /** Absent: it is left out. */
  readonly to?: Value;
  /** The clauses that refuse without this change: they ask for it. */
  readonly clauses: readonly string[];
}

export interface Found {
  /** Of a deny: the smallest changes under which it would have been a permit, fewest first. */
  readonly alternatives: readonly Alternative[];
  /** There may be more: not everything was tried, or not everything found is here. */
  readonly isCutOff: boolean;
}

/** Questions put to the engine before the search is given up; one about many categories counts for each. */
const MOST_ASKED = 4_000;

/** Alternatives worth reading. */
const MOST_SHOWN = 12;

/**
 * Looks for alternatives: for each outline (another purpose, another recipient, less data) everything
 * that a clause may ask for is seen to at once; what permits then is made smaller, change by change.
 */
export class Alternatives {
  readonly #policy: CompiledPolicy;
  readonly #asked: Asked;
  readonly #answer: Answering;
  readonly #favours: readonly Edit[];
  readonly #choices: readonly (readonly Edit[])[];
  readonly #found = new Map<string, readonly Edit[]>();
  #left = MOST_ASKED;

  constructor(policy: CompiledPolicy, asked: Asked, answer: Answering) {
    this.#policy = policy;
    this.#asked = asked;
    this.#answer = answer;
    this.#favours = favours(asked, policy);
    this.#choices = choices(asked, policy);
  }

  found(): Found {
    const { recipients, purposes } = this.#outlines();
    for (const edit of [...this.#favours, ...this.#choices.flat()]) this.#tryAlone([edit]);
    for (const outline of [[], ...recipients, ...purposes]) this.#try(outline);
    // Two things of the outline only where one is not enough.
    if (this.#found.size === 0) {
      for (const recipient of recipients) {
        for (const purpose of purposes) this.#try([...recipient, ...purpose]);
      }
    }
    const sets = [...this.#found.values()].toSorted((a, b) => costOf(a) - costOf(b));
    return {
      alternatives: sets.slice(0, MOST_SHOWN).map((edits) => this.#alternative(edits)),
      isCutOff: this.#left <= 0 || sets.length > MOST_SHOWN,
    };
  }

  #outlines(): Readonly<Record<'recipients' | 'purposes', readonly (readonly Edit[])[]>> {
    const { action, recipient, purpose } = this.#asked.request;
    const { recipients, purposes } = this.#policy.vocabulary;
    const others = recipients.map(({ id }) => id).filter((id) => id !== recipient);
    const named = action === 'share' || recipient !== undefined ? others : [];
    const nobody = recipient === undefined || action === 'share' ? [] : [undefined];
    return {
      recipients: [...nobody, ...named].map((id) => [recipientEdit(this.#asked, id)]),
      purposes: purposes
        .filter(({ id }) => id !== purpose)
        .map(({ id }) => [purposeEdit(this.#asked, id)]),
    };
  }

  /** Whether nothing else is needed. */
  #tryAlone(edits: readonly Edit[]): boolean {
    const isEnough = this.#permits(edits);
    if (isEnough) this.#keep([], edits);
    return isEnough;
  }

  #try(outline: readonly Edit[]): void {
    if (outline.length > 0 && this.#tryAlone(outline)) return;
    this.#tryLessData(outline, []);
    for (const choice of this.#choices) {
      const seenTo = [...choice, ...this.#favours];
      if (!this.#permits([...outline, ...seenTo])) {
        this.#tryLessData(outline, seenTo);
        continue;
      }
      // Where one of two things is enough, either order drops another of them.
      this.#keep(outline, seenTo);
      this.#keep(outline, seenTo.toReversed());
    }
  }

  /** With that part of the data alone which is permitted by itself. */
  #tryLessData(outline: readonly Edit[], seenTo: readonly Edit[]): void {
    const { data } = this.#asked.request;
    const edits = [...outline, ...seenTo];
    const rest = [...new Set(data.flatMap((category) => this.#permittedPart(category, edits)))];
    if (rest.length === 0 || rest.join('\n') === data.join('\n')) return;
    const less = [dataEdit(this.#asked, rest), ...outline];
    if (this.#permits([...less, ...seenTo])) this.#keep(less, seenTo);
  }

  /** The category, or as much of what is below it as is permitted. */
  #permittedPart(category: string, edits: readonly Edit[]): readonly string[] {
    if (this.#permits([...edits, dataEdit(this.#asked, [category])])) return [category];
    return this.#policy.vocabulary.categories
      .filter(({ parent }) => parent === category)
      .flatMap(({ id }) => this.#permittedPart(id, edits));
  }

  /**
   * Drops each edit that is not needed, and takes the least that is enough of each that is. The outline
   * goes first: what is asked for hangs on it. Together they permit.
   */
  #keep(outline: readonly Edit[], seenTo: readonly Edit[]): void {
    let needed: readonly Edit[] = [...outline, ...seenTo];
    // What one thing of the outline needed, another may not: until nothing more can go.
    for (let before = needed.length + 1; needed.length < before;) {
      before = needed.length;
      for (const edit of needed) {
        const fewer = needed.filter((other) => other !== edit);
        if (this.#permits(fewer)) needed = fewer;
      }
    }
    for (const edit of needed) {
      const enough = (edit.lesser ?? []).find((lesser) =>
        this.#permits(needed.map((other) => (other === edit ? lesser : other))),
      );
      if (enough !== undefined) needed = needed.map((other) => (other === edit ? enough : other));
    }
    // What could not be asked any more may not be needed.
    if (this.#left > 0) this.#found.set(keyOf(needed), inOrder(needed));
  }

  #permits(edits: readonly Edit[]): boolean {
    if (this.#left <= 0) return false;
    const changed = applied(this.#asked, edits);
    this.#left -= Math.max(1, changed.request.data.length);
    return this.#answer(changed).effect === 'permit';
  }

  #alternative(edits: readonly Edit[]): Alternative {
    const asked = applied(this.#asked, edits);
    const { obligations, reasons } = this.#answer(asked);
    const changes = edits.map((edit): Change => {
      const { what, from, to } = edit;
      const without = edits.filter((other) => other !== edit);
      return {
        what,
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        clauses: this.#answer(applied(this.#asked, without)).reasons,
      };
    });
    return { changes, obligations, reasons, asked };
  }
}

/** Fewer changes first; then those that leave alone what is asked, of whom and for what. */
function costOf(edits: readonly Edit[]): number {
  const weights: Readonly<Record<string, number>> = { data: 1, recipient: 2, purpose: 3 };
  return edits.reduce((sum, { what }) => sum + 10 + (weights[what] ?? 0), 0);
}

/** The same changes in another order are the same. */
function keyOf(edits: readonly Edit[]): string {
  return JSON.stringify(inOrder(edits).map(({ what, to }) => [what, to]));
}

/** By name, which has the purpose before the record of what was consented to. */
function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((a, b) => (a.what < b.what ? -1 : 1));
}
