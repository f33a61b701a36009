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
  /** All digits of a request as one number. */
  readonly numberOf: Digit['of'];

  constructor(digits: readonly Digit[]) {
    this.numberOf = numbering(digits);
    this.numbers = digits.reduce((product, { radix }) => product * radix, 1);
  }
}

/** Written out for the few digits that most slots have: a tenth of a decision quicker than going round. */
function numbering(digits: readonly Digit[]): Digit['of'] {
  const [first, second, third, fourth, ...more] = digits;
  if (first === undefined) return () => 0;
  const { of } = first;
  if (second === undefined) return of;
  const two: Digit['of'] = (request, state, now) =>
    of(request, state, now) * second.radix + second.of(request, state, now);
  if (third === undefined) return two;
  const three: Digit['of'] = (request, state, now) =>
    (of(request, state, now) * second.radix + second.of(request, state, now)) * third.radix +
    third.of(request, state, now);
  if (fourth === undefined) return three;
  return (request, state, now) => {
    let number = three(request, state, now) * fourth.radix + fourth.of(request, state, now);
    for (const digit of more) number = number * digit.radix + digit.of(request, state, now);
    return number;
  };
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
