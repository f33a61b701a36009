import { HOLE } from '../typescript/values.ts';
import { Cursor } from './cursor.ts';
import type { Command, Variables, Word } from './words.ts';

/** A part of a text that is a script. */
export interface Script {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Variables known before it starts. */
  readonly variables: Variables;
}

/** Substitutions within substitutions that are followed. */
const maxDepth = 8;

/**
 * The simple commands of a POSIX shell script in the order they stand, those in substitutions and
 * here-documents for a shell included. Reads any text in one pass; conditions and loops are not told
 * apart, because a command that may run is a command.
 */
export function readCommands(script: Script): readonly Command[] {
  return new Reader(script, 0).commands();
}

interface Heredoc {
  readonly end: string;
  /** Whether its text is the script of the command that it belongs to. */
  readonly isScript: () => boolean;
}

class Reader {
  readonly #script: Script;
  readonly #depth: number;
  readonly #cursor: Cursor;
  readonly #variables: Map<string, string>;
  readonly #commands: Command[] = [];
  #heredocs: Heredoc[] = [];
  #assignments: Word[] = [];
  #words: Word[] = [];

  constructor(script: Script, depth: number) {
    this.#script = script;
    this.#depth = depth;
    this.#cursor = new Cursor(script.text, script.start, script.end);
    this.#variables = new Map(script.variables);
  }

  commands(): readonly Command[] {
    while (!this.#cursor.isDone) this.#step();
    this.#finish();
    return this.#commands;
  }

  #step(): void {
    const cursor = this.#cursor;
    const char = cursor.char;
    if (cursor.skipContinuation()) return;
    if (char === '\n') {
      cursor.skip(1);
      this.#finish();
      this.#readHeredocs();
    } else if (/\s/.test(char)) cursor.skip(1);
    else if (char === '#') cursor.skipTo('\n');
    else if (/[;&|()]/.test(char)) this.#operator(char);
    else if (/[<>]/.test(char)) this.#redirect();
    else this.#word();
  }

  #operator(char: string): void {
    this.#cursor.skip(1);
    if (char === '&' && this.#cursor.char === '>') this.#redirect();
    else this.#finish();
  }

  #redirect(): void {
    const cursor = this.#cursor;
    const isHeredoc = cursor.startsWith('<<') && !cursor.startsWith('<<<');
    while (/[<>&|-]/.test(cursor.char) && !cursor.isDone) cursor.skip(1);
    while (cursor.char === ' ' || cursor.char === '\t') cursor.skip(1);
    if (cursor.isDone || /[\n;|()]/.test(cursor.char)) return;
    const target = this.#readWord();
    if (!isHeredoc || target.text === '') return;
    const words = this.#words;
    const isScript = (): boolean =>
      words.every((word) => isShell(word.text) || word.text.startsWith('-'));
    this.#heredocs.push({ end: target.text, isScript });
  }

  #readHeredocs(): void {
    const [heredocs, cursor] = [this.#heredocs, this.#cursor];
    this.#heredocs = [];
    for (const heredoc of heredocs) {
      const [start, end] = cursor.skipHeredoc(heredoc.end);
      if (heredoc.isScript()) this.#nested(start, end);
    }
  }

  #word(): void {
    const start = this.#cursor.offset;
    const word = this.#readWord();
    // The number of a redirection: `2>&1`.
    if (/^\d+$/.test(word.text) && /[<>]/.test(this.#cursor.char)) return;
    const written = this.#script.text.slice(start, word.end);
    const assigned = /^([A-Za-z_]\w*)\+?=/.exec(written);
    if (this.#words.length === 0 && assigned !== null) this.#assign(word);
    else if (/^\$(\w+|\{\w+\})$/.test(written)) this.#words.push(...splitWord(word));
    else this.#words.push(word);
  }

  #assign(word: Word): void {
    this.#assignments.push(word);
    const equals = word.text.indexOf('=');
    const name = word.text.slice(0, equals).replace(/\+$/, '');
    this.#variables.set(name, word.text.slice(equals + 1));
  }

  #readWord(): Word {
    const cursor = this.#cursor;
    const start = cursor.offset;
    let text = '';
    while (!cursor.isDone && !/[\s;&|()<>]/.test(cursor.char)) {
      if (cursor.skipContinuation()) continue;
      text += this.#piece();
    }
    return { text, start, end: Math.max(cursor.offset, start) };
  }

  #piece(): string {
    const cursor = this.#cursor;
    switch (cursor.char) {
      case "'":
        return cursor.takeQuoted();
      case '"':
        return this.#doubleQuoted();
      case '\\':
        cursor.skip(1);
        return cursor.take(1);
      case '$':
        return this.#expansion();
      case '`':
        return this.#substitution(1, cursor.closing('`'));
      default:
        return cursor.take(1);
    }
  }

  #doubleQuoted(): string {
    const cursor = this.#cursor;
    cursor.skip(1);
    let text = '';
    while (!cursor.isDone && cursor.char !== '"') {
      if (cursor.skipContinuation()) continue;
      text += cursor.char === "'" ? cursor.take(1) : this.#piece();
    }
    cursor.skip(1);
    return text;
  }

  #expansion(): string {
    const cursor = this.#cursor;
    if (cursor.startsWith('$(')) return this.#substitution(2, cursor.closing('(', ')'));
    const template = cursor.takeMatch(/\$\{\{[^}]{0,400}\}\}/y);
    if (template !== undefined) return HOLE;
    const braced = cursor.takeMatch(/\$\{\w{1,200}(?::?-[^}$]{0,400})?\}/y);
    const name = /\w+/.exec(braced ?? cursor.takeMatch(/\$\w+/y) ?? '')?.[0];
    if (name !== undefined) {
      const fallback = /:?-([^}]*)\}$/.exec(braced ?? '')?.[1];
      return this.#variables.get(name) ?? fallback ?? HOLE;
    }
    const other = cursor.takeMatch(/\$\{[^}\n]{0,400}\}|\$[@*#?$!-]/y);
    return other === undefined ? cursor.take(1) : HOLE;
  }

  /** A command within a command; its output is unknown. */
  #substitution(opening: number, end: number): string {
    const start = this.#cursor.offset + opening;
    this.#nested(start, end);
    this.#cursor.moveTo(end + 1);
    return HOLE;
  }

  #nested(start: number, end: number): void {
    if (this.#depth >= maxDepth || start >= end) return;
    const script = { text: this.#script.text, start, end, variables: this.#variables };
    for (const command of new Reader(script, this.#depth + 1).commands())
      this.#commands.push(command);
  }

  #finish(): void {
    const [assignments, words] = [this.#assignments, this.#words];
    this.#assignments = [];
    this.#words = [];
    if (assignments.length > 0 || words.length > 0) this.#commands.push({ assignments, words });
  }
}

/** Whether a word is the name of a shell, with or without its folder. */
export function isShell(text: string): boolean {
  return /^(.*\/)?(ba|a|da|k|z)?sh$/.test(text);
}

// A variable outside quotes is as many words as its value has.
function splitWord(word: Word): readonly Word[] {
  return word.text
    .split(/\s+/)
    .filter((text) => text !== '')
    .map((text) => ({ ...word, text }));
}
