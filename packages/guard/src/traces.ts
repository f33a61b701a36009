/** Shorter texts stand by chance in many others. */
const SHORTEST = 5;
const MOST = 20_000;

/**
 * The personal values that one piece of work has read or been sent, so that they are known again
 * where they are about to leave. In memory, and gone with the work.
 */
export class Traces {
  readonly #categories = new Map<string, readonly string[]>();
  readonly #unread: (() => void)[] = [];
  /** More values than are kept: what leaves can no longer be told. */
  overflown = false;

  add(value: unknown, categories: readonly string[]): void {
    if (typeof value !== 'string' || value.length < SHORTEST || categories.length === 0) return;
    if (this.#categories.size >= MOST) this.overflown = true;
    else this.#categories.set(value, categories);
  }

  /** Values that are looked at only when something is about to leave: most work sends nothing. */
  addLater(look: () => void): void {
    this.#unread.push(look);
  }

  /** Categories of the values that stand in a text. */
  categoriesIn(text: string): ReadonlySet<string> {
    const found = new Set<string>();
    if (text === '') return found;
    for (const look of this.#unread.splice(0)) look();
    for (const [value, categories] of this.#categories) {
      if (categories.some((id) => !found.has(id)) && text.includes(value))
        for (const id of categories) found.add(id);
    }
    return found;
  }
}
