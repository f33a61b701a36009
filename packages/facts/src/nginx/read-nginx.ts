/** A word of a directive, its quotes removed. */
export interface NginxWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** `listen 443 ssl;` or `server { … }`. */
export interface Directive {
  readonly name: string;
  readonly args: readonly NginxWord[];
  readonly start: number;
  readonly end: number;
  readonly block?: readonly Directive[];
}

export interface NginxFile {
  readonly directives: readonly Directive[];
  /** Offset of a brace that opens or closes nothing. */
  readonly strayAt?: number;
}

type Token =
  | ({ readonly kind: 'word' } & NginxWord)
  | { readonly kind: '{' | '}' | ';'; readonly start: number; readonly end: number };

const maxDepth = 50;

/** Reads any text in one pass. @see https://nginx.org/en/docs/beginners_guide.html#conf_structure */
export function readNginx(text: string): NginxFile {
  const builder = new Builder();
  for (const token of tokensOf(text)) builder.add(token);
  return builder.finish(text.length);
}

class Builder {
  readonly #top: Directive[] = [];
  readonly #open: { readonly head: readonly NginxWord[]; readonly block: Directive[] }[] = [];
  #words: NginxWord[] = [];
  #block = this.#top;
  #strayAt: number | undefined;

  add(token: Token): void {
    switch (token.kind) {
      case 'word':
        this.#words.push(token);
        return;
      case ';':
        this.#directive(this.#words, token.end);
        break;
      case '{':
        this.#open.push({ head: this.#words, block: this.#block });
        this.#block = [];
        break;
      case '}':
        this.#close(token);
        break;
    }
    this.#words = [];
  }

  finish(end: number): NginxFile {
    const strayAt = this.#strayAt ?? (this.#open.length > 0 ? end : undefined);
    // What an unclosed block holds is read none the less.
    while (this.#open.length > 0) this.#close({ start: end, end });
    return { directives: this.#top, ...(strayAt === undefined ? {} : { strayAt }) };
  }

  #close({ start, end }: { readonly start: number; readonly end: number }): void {
    const [closed, inner] = [this.#open.pop(), this.#block];
    if (closed === undefined) {
      this.#strayAt ??= start;
      return;
    }
    this.#block = closed.block;
    if (this.#open.length < maxDepth) this.#directive(closed.head, end, inner);
  }

  #directive(
    [name, ...args]: readonly NginxWord[],
    end: number,
    block?: readonly Directive[],
  ): void {
    if (name === undefined) return;
    const directive = { name: name.text, args, start: name.start, end };
    this.#block.push(block === undefined ? directive : { ...directive, block });
  }
}

// A word may hold a variable in braces; a quote begins a word, and a backslash keeps what follows.
const tokenPattern =
  /#[^\n]*|([{};])|"((?:[^"\\]|\\[^])*)"?|'((?:[^'\\]|\\[^])*)'?|((?:\\[^]|\$\{\w{1,100}\}|[^\s{};#"'\\])(?:\\[^]|\$\{\w{1,100}\}|[^\s{};\\])*)/g;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const [written, mark, double, single, plain] = match;
    const [start, end] = [match.index, match.index + written.length];
    const word = double ?? single ?? plain;
    if (mark === '{' || mark === '}' || mark === ';') tokens.push({ kind: mark, start, end });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, start, end });
  }
  return tokens;
}
