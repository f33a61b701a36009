import { diagnostic, type Code, type Diagnostic, type Span } from '@troth/diagnostics';
import type { Document, Path } from '@troth/language';
import { rootCategories, withoutCategories } from './categories.ts';
import { meantBy } from './meant-by.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a verb sees of the policy around it; unknown ids are reported where they stand and left out. */
export class RuleScope {
  readonly vocabulary: Vocabulary;
  readonly #document: Document<unknown>;
  readonly #path: Path;
  readonly #report: (found: Diagnostic) => void;

  constructor(
    vocabulary: Vocabulary,
    document: Document<unknown>,
    path: Path,
    report: (found: Diagnostic) => void,
  ) {
    this.vocabulary = vocabulary;
    this.#document = document;
    this.#path = path;
    this.#report = report;
  }

  /** Categories by id, or all of them, less the exceptions. */
  data(
    written: readonly string[] | 'all',
    key: string,
    except: readonly string[] = [],
  ): readonly string[] {
    const ids =
      written === 'all'
        ? rootCategories(this.vocabulary)
        : this.#known(written, key, 'policy/unknown-category', 'categories');
    const without = this.#known(except, 'except', 'policy/unknown-category', 'categories');
    const rest = withoutCategories(this.vocabulary, ids, without);
    if (rest.length === 0 && ids.length > 0) {
      const message = '`except` leaves no data for the rule to speak of';
      this.refuse('language/bad-value', 'except', message, 'name less in `except`');
    }
    return rest;
  }

  purposes(written: readonly string[], ...key: Path): readonly string[] {
    return this.#known(written, key, 'policy/unknown-purpose', 'purposes');
  }

  recipients(written: readonly string[], ...key: Path): readonly string[] {
    return this.#known(written, key, 'policy/unknown-recipient', 'recipients');
  }

  recipient(written: string, key: string): string {
    this.#known([written], key, 'policy/unknown-recipient', 'recipients');
    return written;
  }

  event(written: string, key: string): string {
    this.#known([written], key, 'policy/unknown-event', 'events');
    return written;
  }

  regions(written: readonly string[], key: string): readonly string[] {
    return this.#known(written, key, 'policy/unknown-region', 'regions');
  }

  obligations(written: readonly string[], key: string): readonly string[] {
    return this.#known(written, key, 'policy/unknown-obligation', 'obligations');
  }

  /** The same scope for values further down. */
  below(...path: Path): RuleScope {
    return new RuleScope(this.vocabulary, this.#document, [...this.#path, ...path], this.#report);
  }

  /** Reports what no schema can say of a value. */
  refuse(code: Code, key: string, message: string, help: string): void {
    this.#report(diagnostic(code, this.at(key), message, { help }));
  }

  at(...path: Path): Span {
    return this.#document.at(...this.#path, ...path);
  }

  #known(
    ids: readonly string[],
    key: string | Path,
    code: Code,
    list: keyof Vocabulary,
  ): readonly string[] {
    const known = idsOf(this.vocabulary, list);
    const path = typeof key === 'string' ? [key] : key;
    return ids.filter((id, index) => {
      if (known.has(id)) return true;
      const at = this.at(...path, index);
      const message = `\`${id}\` is not one of the ${list} of the vocabulary`;
      this.#report(diagnostic(code, at, message, meantBy(id, known, at)));
      return false;
    });
  }
}

/** The ids of one list of a vocabulary, made once: each rule asks for them. */
function idsOf(vocabulary: Vocabulary, list: keyof Vocabulary): ReadonlySet<string> {
  const lists = ids.get(vocabulary) ?? new Map<keyof Vocabulary, ReadonlySet<string>>();
  ids.set(vocabulary, lists);
  const known = lists.get(list) ?? new Set(vocabulary[list].map(({ id }) => id));
  lists.set(list, known);
  return known;
}

const ids = new WeakMap<Vocabulary, Map<keyof Vocabulary, ReadonlySet<string>>>();
