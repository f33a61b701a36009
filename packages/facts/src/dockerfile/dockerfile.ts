import { lineIndex } from '@troth/diagnostics';
import type { LineIndex } from '@troth/diagnostics';

import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { settingsSaid } from '../settings/environment.ts';
import { urlSaid } from '../settings/said.ts';
import { readCommands } from '../shell/read-commands.ts';
import { scriptFacts, wordsFacts } from '../shell/shell-facts.ts';
import type { Site } from '../shell/shell-facts.ts';
import type { Word } from '../shell/words.ts';
import { readInstructions } from './read-instructions.ts';
import type { Instruction } from './read-instructions.ts';

/** Command lines, variables and downloads of a Dockerfile, in every stage. */
export const dockerfile: Extractor = {
  name: 'Dockerfile',
  reads: (path) =>
    /(^|\/)(Dockerfile|Containerfile)([.-][^/]*)?$|\.(dockerfile|containerfile)$/i.test(path) &&
    !/\.dockerignore$/i.test(path),
  extract: extractDockerfile,
};

function extractDockerfile({ path, text }: SourceText): Extraction {
  const lines = lineIndex(path, text);
  const file = readInstructions(text);
  const reader = new Reader(file.text, lines);
  return { facts: file.instructions.flatMap((one) => reader.read(one)), problems: [] };
}

class Reader {
  readonly #text: string;
  readonly #lines: LineIndex;
  /** `ARG` and `ENV` as far as they are read: a stage may take up what another has set. */
  readonly #variables = new Map<string, string>();

  constructor(text: string, lines: LineIndex) {
    this.#text = text;
    this.#lines = lines;
  }

  read(instruction: Instruction): readonly Fact[] {
    switch (instruction.keyword) {
      case 'RUN':
      case 'CMD':
      case 'ENTRYPOINT':
        return this.#command(instruction);
      case 'HEALTHCHECK':
      case 'ONBUILD':
        return this.#inner(instruction);
      case 'ENV':
      case 'ARG':
        return this.#assignments(instruction);
      case 'ADD':
        return this.#downloads(instruction);
      default:
        return [];
    }
  }

  #command({ keyword, start, end }: Instruction): readonly Fact[] {
    const options = /^(\s+--[a-z]+(=\S+)?)+(?=\s)/.exec(this.#text.slice(start, end))?.[0] ?? '';
    const from = start + options.length;
    const site: Site = {
      span: this.#lines.span,
      subject: keyword,
      ...(keyword === 'RUN' ? { phase: 'build' } : {}),
    };
    const words = execForm(this.#text.slice(from, end), from);
    if (words !== undefined) return wordsFacts(words, site, this.#variables);
    const script = { text: this.#text, start: from, end, variables: this.#variables };
    return scriptFacts(script, site);
  }

  /** An instruction within another: `ONBUILD RUN …`, `HEALTHCHECK --interval=5s CMD …`. */
  #inner({ keyword, start, end }: Instruction): readonly Fact[] {
    const found = /^(?:\s+--\S+)*\s+([A-Za-z]+)(?=\s)/.exec(this.#text.slice(start, end));
    const inner = found?.[1]?.toUpperCase();
    if (found === null || inner === undefined || inner === keyword) return [];
    return this.read({ keyword: inner, start: start + found[0].length, end });
  }

  #assignments({ keyword, start, end }: Instruction): readonly Fact[] {
    const script = { text: this.#text, start, end, variables: this.#variables };
    const [command] = readCommands(script);
    const words = [...(command?.assignments ?? []), ...(command?.words ?? [])];
    const [name, ...values] = words;
    if (keyword === 'ENV' && name !== undefined && !name.text.includes('=')) {
      const value = values.map(({ text }) => text).join(' ');
      return this.#assign({
        ...name,
        text: `${name.text}=${value}`,
        end: values.at(-1)?.end ?? end,
      });
    }
    return words.flatMap((word) => this.#assign(word));
  }

  #assign({ text, start, end }: Word): readonly Fact[] {
    const [, name = text, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (value !== undefined) this.#variables.set(name, value);
    return settingsSaid(name, value, this.#lines.span(start, end));
  }

  #downloads({ keyword, start, end }: Instruction): readonly Fact[] {
    const text = this.#text.slice(start, end);
    const script = { text: this.#text, start, end, variables: this.#variables };
    const words = execForm(text, start) ?? readCommands(script)[0]?.words ?? [];
    return words
      .flatMap((word) =>
        urlSaid(word.text, {
          at: this.#lines.span(word.start, word.end),
          subject: `${keyword} url`,
        }),
      )
      .map((fact) => ({ ...fact, carries: 'software' }));
  }
}

/** `["curl", "-k"]`; nothing when it is no list of JSON strings, which the builder takes for a script. */
function execForm(text: string, offset: number): readonly Word[] | undefined {
  if (!/^\s*\[/.test(text) || !/\]\s*$/.test(text)) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return undefined;
  } catch {
    return undefined;
  }
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(({ 0: written, index }) => ({
    text: String(JSON.parse(written)),
    start: offset + index,
    end: offset + index + written.length,
  }));
}
