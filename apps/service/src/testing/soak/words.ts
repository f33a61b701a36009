import type { SubjectState } from '@troth/decisions';

/** A process that could not read the records for so long answers 503 about subjects. */
const CERTAIN_MS = 5000;
/** What another process answered 202 to is in force within this. */
const STATED_MS = 1000;

interface Word {
  readonly state: SubjectState;
  readonly sentAt: number;
  /** When the first 202 arrived, `performance.now()`. */
  acknowledgedAt: number;
}

const NOTHING: Word = {
  state: { optOuts: [], restricted: false },
  sentAt: 0,
  acknowledgedAt: 0,
};

/** What one subject has said of the news, and so what a decision may have known at its time. */
export class Words {
  #words: readonly Word[] = [NOTHING];

  /** @returns what is to be called once it was acknowledged */
  say(what: 'given' | 'withdrawn'): () => void {
    const word: Word = {
      state: { optOuts: what === 'withdrawn' ? ['news'] : [], restricted: false },
      sentAt: performance.now(),
      acknowledgedAt: Number.POSITIVE_INFINITY,
    };
    this.#words = [...this.#words, word].slice(-20);
    return () => {
      word.acknowledgedAt = performance.now();
    };
  }

  /** States that a request sent and answered at these instants may have met. */
  possible(sentAt: number, answeredAt: number): readonly SubjectState[] {
    return this.#within(CERTAIN_MS, sentAt, answeredAt);
  }

  /** The same, had every process kept the stated second. */
  stated(sentAt: number, answeredAt: number): readonly SubjectState[] {
    return this.#within(STATED_MS, sentAt, answeredAt);
  }

  #within(ms: number, sentAt: number, answeredAt: number): readonly SubjectState[] {
    const certain = this.#words.findLastIndex((word) => word.acknowledgedAt <= sentAt - ms);
    const since = this.#words.slice(Math.max(certain, 0));
    return since.filter((word) => word.sentAt <= answeredAt).map(({ state }) => state);
  }
}
