import type { Fact } from '../facts.ts';
import type { Place } from '../settings/said.ts';
import type { Word } from './words.ts';

/** One use of a command-line tool. */
export interface Call {
  readonly tool: string;
  readonly args: readonly Word[];
  /** Where a word stands, or two and what lies between them; its words name the setting. */
  readonly placeOf: (setting: string, first: Word, last?: Word) => Place;
}

/** What the options of a tool say; adding a tool is one of these and a line in `tools.ts`. */
export interface Tool {
  readonly names: readonly string[];
  readonly read: (call: Call) => readonly Fact[];
}

/** An option as its tool reads it: `-k` in `-fsSk`, `--tls-max 1.1`, `--proto==https`. */
export interface Option {
  readonly name: string;
  readonly value?: string;
  readonly first: Word;
  readonly last: Word;
}

export interface Grammar {
  /** Letters of short options that take a value. */
  readonly short: string;
  /** Long options that take a value. */
  readonly long: readonly string[];
}

/**
 * Options of a call. A value that begins with a dash is taken for the next option: tools warn of it
 * and nobody means it.
 */
export function optionsOf(args: readonly Word[], grammar: Grammar): readonly Option[] {
  const options: Option[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const read = optionAt(args, at, grammar);
    options.push(...read.options);
    at += read.taken;
  }
  return options;
}

interface Read {
  readonly options: readonly Option[];
  /** Words after the first that were values. */
  readonly taken: number;
}

function optionAt(args: readonly Word[], at: number, grammar: Grammar): Read {
  const word = args[at];
  if (word === undefined || !/^-./.test(word.text)) return { options: [], taken: 0 };
  return word.text.startsWith('--')
    ? longOption(word, args[at + 1], grammar)
    : shortOptions(word, args[at + 1], grammar);
}

function longOption(word: Word, next: Word | undefined, grammar: Grammar): Read {
  const [, name = '', , written] = /^(--[^=]+)(=(.*))?$/s.exec(word.text) ?? [];
  if (written !== undefined) {
    return { options: [{ name, value: written, first: word, last: word }], taken: 0 };
  }
  return grammar.long.includes(name) ? withValue(name, word, next) : alone(word, name);
}

function shortOptions(word: Word, next: Word | undefined, grammar: Grammar): Read {
  const options: Option[] = [];
  for (let at = 1; at < word.text.length; at += 1) {
    const letter = word.text.charAt(at);
    const name = `-${letter}`;
    if (grammar.short.includes(letter)) {
      const rest = word.text.slice(at + 1);
      if (rest !== '') options.push({ name, value: rest, first: word, last: word });
      const read = rest === '' ? withValue(name, word, next) : { options: [], taken: 0 };
      return { options: [...options, ...read.options], taken: read.taken };
    }
    options.push({ name, first: word, last: word });
  }
  return { options, taken: 0 };
}

function withValue(name: string, first: Word, next: Word | undefined): Read {
  if (next === undefined || /^-./.test(next.text)) return alone(first, name);
  return { options: [{ name, value: next.text, first, last: next }], taken: 1 };
}

function alone(word: Word, name: string): Read {
  return { options: [{ name, first: word, last: word }], taken: 0 };
}
