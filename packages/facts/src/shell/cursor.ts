/** A place in a part of a text; every step forward is bounded by that part's end. */
export class Cursor {
  readonly #text: string;
  readonly #end: number;
  #offset: number;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.#end = Math.min(end, text.length);
    this.#offset = start;
  }

  get offset(): number {
    return this.#offset;
  }

  get isDone(): boolean {
    return this.#offset >= this.#end;
  }

  /** Empty at the end. */
  get char(): string {
    return this.isDone ? '' : (this.#text[this.#offset] ?? '');
  }

  startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.#offset) && this.#offset + text.length <= this.#end;
  }

  skip(count: number): void {
    this.#offset = Math.min(this.#offset + count, this.#end);
  }

  moveTo(offset: number): void {
    this.#offset = Math.min(Math.max(offset, this.#offset), this.#end);
  }

  take(count: number): string {
    const start = this.#offset;
    this.skip(count);
    return this.#text.slice(start, this.#offset);
  }

  skipTo(char: string): void {
    const found = this.#text.indexOf(char, this.#offset);
    this.moveTo(found < 0 ? this.#end : found);
  }

  /** A backslash at the end of a line, which joins it with the next. */
  skipContinuation(): boolean {
    const length = ['\\\n', '\\\r\n'].find((text) => this.startsWith(text))?.length ?? 0;
    this.skip(length);
    return length > 0;
  }

  /** Text in single quotes; up to the end where the quote is never closed. */
  takeQuoted(): string {
    this.skip(1);
    const start = this.#offset;
    this.skipTo("'");
    const text = this.#text.slice(start, this.#offset);
    this.skip(1);
    return text;
  }

  /** @param pattern sticky */
  takeMatch(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined || this.#offset + found.length > this.#end) return undefined;
    this.skip(found.length);
    return found;
  }

  /** Offset of the character that closes what opens here; the end where nothing does. */
  closing(open: string, close: string = open): number {
    let depth = 0;
    for (let at = this.#offset; at < this.#end; at += 1) {
      const char = this.#text[at];
      if (char === '\\') at += 1;
      else if (char === close && (close !== open || depth > 0)) {
        depth -= 1;
        if (depth <= 0) return at;
      } else if (char === open) depth += 1;
    }
    return this.#end;
  }

  /** Skips a here-document up to and with the line that is its end word; answers where its text stands. */
  skipHeredoc(word: string): readonly [number, number] {
    const start = this.#offset;
    while (!this.isDone) {
      const line = this.#offset;
      this.skipTo('\n');
      const text = this.#text.slice(line, this.#offset).trim();
      this.skip(1);
      if (text === word) return [start, line];
    }
    return [start, this.#end];
  }
}
