/** Gives out ids that follow the words, so that a sentence keeps its id when another one changes. */
export class IdSource {
  readonly #given = new Set<string>();
  readonly #last = new Map<string, number>();

  /** The id of a section, from its heading. */
  section(heading: string, fallback: string): string {
    const words = wordsOf(heading.replace(/^[\s\d.()]+/, ''));
    return this.#unique([bounded(words, 6)], fallback);
  }

  /** The id of a clause: its section, and the first words of it that carry meaning; more words before a number. */
  clause(section: string, lead: string | undefined, text: string): string {
    const named = keyWords(lead ?? '');
    const words = named.length > 0 ? [...named, ...keyWords(text)] : keyWords(text);
    const least = named.length > 0 ? Math.min(named.length, 4) : 3;
    const told = words.length > 0 ? words : wordsOf(text);
    const candidates = [0, 1, 2, 3].map((more) => bounded(told, least + more));
    return this.#unique(
      candidates.filter((each) => each !== '').map((each) => `${section}.${each}`),
      `${section}.clause`,
    );
  }

  #unique(candidates: readonly string[], fallback: string): string {
    const usable = candidates.filter((candidate) => candidate !== '');
    const free = usable.find((candidate) => !this.#given.has(candidate));
    const id = free ?? this.#numbered(usable.at(-1) ?? fallback);
    this.#given.add(id);
    return id;
  }

  #numbered(base: string): string {
    if (!this.#given.has(base)) return base;
    let number = (this.#last.get(base) ?? 1) + 1;
    while (this.#given.has(`${base}-${number}`)) number += 1;
    this.#last.set(base, number);
    return `${base}-${number}`;
  }
}

const longestId = 40;

/** Lower-case words of letters a to z and digits; what the alphabet lacks is left out. */
function wordsOf(text: string): readonly string[] {
  return text
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/**
 * The words that tell a sentence from others. Numbers are left out: an id outlives the window it
 * would name.
 */
function keyWords(text: string): readonly string[] {
  return wordsOf(text.replaceAll(/\be-mail/gi, 'email')).filter(
    (word) => word.length > 1 && !/^\d/.test(word) && !filler.has(word),
  );
}

function bounded(words: readonly string[], count: number): string {
  const first = words.findIndex((word) => /^[a-z]/.test(word));
  if (first < 0) return '';
  let id = '';
  for (const word of words.slice(first, first + count)) {
    const longer = id === '' ? word.slice(0, longestId) : `${id}-${word}`;
    if (longer.length > longestId) break;
    id = longer;
  }
  return id;
}

/** Words that say nothing about what a sentence promises; `not`, `no` and `never` do. */
const filler = new Set(
  `a about all also an and any are as at be been being but by can could do does for from had has have he
  her his how i if in including into is it its may might more of on or other our ours own shall she should
  so some such than that the their them then there these they this those through to under up upon us was we
  were what when where which while who whom will with within would you your yours`.split(/\s+/),
);
