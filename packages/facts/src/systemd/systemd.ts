import { lineIndex } from '@troth/diagnostics';
import type { LineIndex } from '@troth/diagnostics';

import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { distinct } from '../settings/distinct.ts';
import { settingsSaid } from '../settings/environment.ts';
import { besideHosts } from '../settings/neighbours.ts';
import { scriptFacts } from '../shell/shell-facts.ts';

/** Units of systemd: variables and commands of a service. */
export const systemd: Extractor = {
  name: 'systemd',
  reads: (path) => /\.service(\.d\/[^/]+\.conf)?$/.test(path),
  recognises: (text) => /^\[Service\]/m.test(text),
  extract: extractUnit,
};

// A line that ends in a backslash goes on in the next.
const setting =
  /^(?:(Environment)|Exec(?:Start|Stop|Reload|Condition)(?:Pre|Post)?)[ \t]*=[ \t]*((?:[^\\\n]|\\[^]){0,20000})/gm;

function extractUnit({ path, text }: SourceText): Extraction {
  const lines = lineIndex(path, text);
  const variables = new Map<string, string>();
  const facts = [...text.matchAll(setting)].flatMap(
    ({ 0: whole, 1: isEnvironment, 2: value = '', index }) => {
      const start = index + whole.length - value.length;
      return isEnvironment === undefined
        ? commandSaid(text, [start, start + value.length], lines)
        : variablesSaid(value, start, { lines, variables });
    },
  );
  return { facts: distinct(besideHosts(facts, variables)), problems: [] };
}

/** What stands before a command (`-`, `+`, `@`) says how it is run, and is no part of it. */
function commandSaid(
  text: string,
  [start, end]: readonly [number, number],
  { span }: LineIndex,
): readonly Fact[] {
  const marks = /^[-+@:!]*/.exec(text.slice(start, end))?.[0].length ?? 0;
  const script = { text, start: start + marks, end, variables: new Map<string, string>() };
  return scriptFacts(script, { span, subject: 'unit' });
}

interface Unit {
  readonly lines: LineIndex;
  readonly variables: Map<string, string>;
}

/** `A=1 "B=two words"`. @see https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html */
function variablesSaid(value: string, start: number, { lines, variables }: Unit): readonly Fact[] {
  return [...value.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].flatMap((match) => {
    const written = match[1] ?? match[2] ?? match[0];
    const [, name, text = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(written) ?? [];
    if (name === undefined) return [];
    variables.set(name, text);
    const at = start + match.index;
    return settingsSaid(name, text, lines.span(at, at + match[0].length));
  });
}
