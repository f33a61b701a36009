import type { Right } from '@troth/compiler';
import type { ChangeDirection } from '../changed-clauses.ts';
import type { StatusKind } from '../clause-status.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** The page's own words in one language; never the policy's. */
export interface Words {
  /** BCP 47, for `lang`. */
  readonly language: string;
  /** BCP 47, for dates, numbers and lists. */
  readonly locale: string;
  /** The language's own name for itself. */
  readonly name: string;
  readonly languages: string;
  /** Beside a clause that stands in the language of the policy. */
  readonly notTranslated: string;
  readonly skip: string;
  readonly contents: string;
  readonly overview: string;
  readonly fullText: string;
  readonly overviewNote: string;
  readonly clause: string;
  readonly permalink: (clause: string) => string;
  readonly summary: { readonly title: string };
  readonly howLong: {
    readonly title: string;
    readonly data: string;
    readonly what: string;
    readonly time: string;
    readonly erased: (event: string) => string;
    readonly within: (duration: string) => string;
    readonly whileActive: string;
    readonly noLimit: string;
    readonly required: (records: string) => string;
    readonly asLawRequires: string;
  };
  readonly withWhom: {
    readonly title: string;
    readonly who: string;
    readonly why: string;
    readonly data: string;
    readonly givesUs: string;
    readonly contract: string;
    readonly unnamedService: string;
    readonly role: Readonly<
      Record<'processor' | 'controller' | 'joint-controller' | 'buyer', string>
    >;
  };
  readonly rights: {
    readonly title: string;
    readonly right: string;
    readonly who: string;
    readonly how: string;
    readonly answer: string;
    readonly names: Readonly<Record<Right, string>>;
    readonly everybody: string;
    readonly channels: {
      readonly dashboard: string;
      readonly link: string;
      readonly browserSignal: string;
    };
    readonly anyWay: string;
    readonly noDeadline: string;
  };
  readonly status: {
    readonly title: string;
    readonly note: string;
    readonly state: string;
    readonly scope: string;
    readonly checked: string;
    readonly validUntil: string;
    readonly kinds: Readonly<Record<StatusKind, string>>;
    readonly outOfDate: string;
  };
  readonly changes: {
    readonly title: string;
    readonly since: (date: string) => string;
    readonly between: (from: string, to: string) => string;
    readonly effective: (date: string) => string;
    readonly directions: Readonly<Record<ChangeDirection, string>>;
    readonly none: string;
    readonly current: string;
    readonly others: string;
    readonly removed: string;
    readonly added: string;
  };
  readonly allData: string;
  readonly published: string;
  readonly effective: string;
  readonly fingerprint: string;
  readonly machineCopy: string;
  readonly questions: string;
}

const known: readonly Words[] = [en, de];

/** Languages the page has words for. */
export const languages: readonly string[] = known.map((words) => words.language);

/** @throws RangeError for a language that is not one of `languages`: the caller offers those only */
export function wordsFor(language: string): Words {
  const words = known.find((each) => each.language === language);
  if (words === undefined) throw new RangeError(`the page has no words in \`${language}\``);
  return words;
}
