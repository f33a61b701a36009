import type { Condition, Judge } from './conditions.ts';
import type { DecisionRequest, SubjectState } from './decision.ts';

/**
 * One thing that an answer turns on, as a number below `radix`. Requests whose digits are all the same
 * get the same answer, so it need be worked out once.
 */
export interface Digit {
  readonly name: string;
  readonly radix: number;
  readonly of: (request: DecisionRequest, state: SubjectState, now: Date) => number;
}

/** A word of the request. Invariant: a verdict that turns on it is the same for all words not listed. */
export interface Word {
  readonly name: string;
  readonly read: (request: DecisionRequest) => string | undefined;
  readonly words: readonly string[];
}

/** All that the answers of a slot turn on. Slots that turn on the same share one. */
export class Layout {
  /** How many different requests there can be. */
  readonly numbers: number;
  readonly #radices: readonly number[];
  readonly #judges: readonly Digit['of'][];

  constructor(digits: readonly Digit[]) {
    this.#radices = digits.map(({ radix }) => radix);
    this.#judges = digits.map(({ of }) => of);
    this.numbers = digits.reduce((product, { radix }) => product * radix, 1);
  }

  numberOf(request: DecisionRequest, state: SubjectState, now: Date): number {
    const radices = this.#radices;
    const judges = this.#judges;
    let number = judges[0]?.(request, state, now) ?? 0;
    for (let place = 1; place < radices.length; place += 1) {
      const digit = judges[place]?.(request, state, now) ?? 0;
      number = number * (radices[place] ?? 1) + digit;
    }
    return number;
  }
}

/** Makes each layout once, so that many slots find the few there are in the processor's cache. */
export class Layouts {
  readonly #digits = new Map<string, Digit>();
  readonly #layouts = new Map<string, Layout>();

  of(conditions: readonly Condition[], words: readonly Word[]): Layout {
    const digits = this.#digitsOf(conditions, words);
    const key = JSON.stringify(digits.map(({ name }) => name));
    const known = this.#layouts.get(key) ?? new Layout(digits);
    this.#layouts.set(key, known);
    return known;
  }

  /** Each thing once, however many conditions turn on it. */
  #digitsOf(conditions: readonly Condition[], words: readonly Word[]): readonly Digit[] {
    const digits = new Map<string, Digit>();
    const turnOn: Word[] = [...words];
    for (const { means, judge, turnsOn } of conditions) {
      if (turnsOn !== undefined && 'words' in turnsOn) turnOn.push(turnsOn);
      else digits.set(turnsOn?.name ?? means, turnsOn ?? verdictDigit(means, judge));
    }
    for (const same of Map.groupBy(turnOn, ({ name }) => name).values()) {
      const digit = wordDigit(same);
      digits.set(digit.name, digit);
    }
    return [...digits.values()]
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((digit) => {
        const known = this.#digits.get(digit.name) ?? digit;
        this.#digits.set(digit.name, known);
        return known;
      });
  }
}

function verdictDigit(name: string, judge: Judge): Digit {
  return {
    name,
    radix: 3,
    of: (request, state, now) => {
      const verdict = judge(request, state, now);
      if (verdict === 'holds') return 0;
      return verdict === 'owed' ? 1 : 2;
    },
  };
}

/** None, another, or one of the listed. */
function wordDigit(same: readonly Word[]): Digit {
  const words = [...new Set(same.flatMap((each) => each.words))].toSorted();
  const read = same[0]?.read;
  return {
    name: JSON.stringify([same[0]?.name, ...words]),
    radix: words.length + 2,
    of: (request) => {
      const word = read?.(request);
      return word === undefined ? 0 : words.indexOf(word) + 2;
    },
  };
}
