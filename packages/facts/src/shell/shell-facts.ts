import type { Span } from '@troth/diagnostics';

import type { CleartextFact, Fact } from '../facts.ts';
import { environmentSaid } from '../settings/environment.ts';
import { urlSaid } from '../settings/said.ts';
import type { Place } from '../settings/said.ts';
import { onlyFetches } from './fetches.ts';
import { isShell, readCommands } from './read-commands.ts';
import type { Script } from './read-commands.ts';
import type { Call } from './tool.ts';
import { packageManagers, toolsByName } from './tools.ts';
import type { Command, Word } from './words.ts';

/** How the places of words become places of facts. */
export interface Site {
  readonly span: (start: number, end: number) => Span;
  /** What runs the script, `RUN` or `script build`: the first words of each fact's subject. */
  readonly subject: string;
  /**
   * `build`: a script that runs where software is made, and before anybody's data is near it; `setup`: one
   * that CI or somebody starts, and that fetches software as often as it calls a service.
   */
  readonly phase?: 'build' | 'setup';
}

/** What the command lines of a script say of the connections that they make. */
export function scriptFacts(script: Script, site: Site): readonly Fact[] {
  return readCommands(script).flatMap((command) => commandFacts(command, site, script));
}

/** The same for one command whose words are known, such as the exec form of a Dockerfile. */
export function wordsFacts(
  words: readonly Word[],
  site: Site,
  variables: Script['variables'],
): readonly Fact[] {
  return commandFacts({ assignments: [], words }, site, { variables });
}

function commandFacts(
  { assignments, words }: Command,
  site: Site,
  { variables }: Pick<Script, 'variables'>,
): readonly Fact[] {
  const [first] = words;
  return [
    ...[...assignments, ...declared(words)].flatMap((word) => assignmentFacts(word, site)),
    ...inner(words, site, variables),
    ...(first !== undefined && isTalk(first.text) ? [] : callFacts(words, site)),
  ];
}

function assignmentFacts(word: Word, site: Site): readonly Fact[] {
  const [, name, value = ''] = /^([A-Za-z_]\w*)\+?=(.*)$/s.exec(word.text) ?? [];
  if (name === undefined) return [];
  // A variable of a script is no setting that names somebody.
  return environmentSaid(name, value, site.span(word.start, word.end))
    .filter(({ kind }) => kind !== 'package')
    .map((fact) => ({ ...fact, subject: `${site.subject} ${fact.subject}` }));
}

function declared(words: readonly Word[]): readonly Word[] {
  const declares = /^(export|env|declare|local|readonly|cross-env|dotenv|sudo)$/;
  if (!declares.test(baseName(words[0]?.text ?? ''))) return [];
  return words.slice(1).filter(({ text }) => /^[A-Za-z_]\w*=/.test(text));
}

/** `sh -c '…'` and `eval '…'` are scripts of their own, at the place of the word. */
function inner(
  words: readonly Word[],
  site: Site,
  variables: Script['variables'],
): readonly Fact[] {
  const at = words.findIndex(({ text }) => isShell(text) || text === 'eval');
  const option = words.findIndex(({ text }, index) => index > at && /^-\w*c$/.test(text));
  const script = at < 0 ? undefined : words[words[at]?.text === 'eval' ? at + 1 : option + 1];
  if (script === undefined || (words[at]?.text !== 'eval' && option < 0)) return [];
  const { text, start, end } = script;
  const span = site.span(start, end);
  return scriptFacts(
    { text, start: 0, end: text.length, variables },
    { ...site, span: () => span },
  );
}

function callFacts(words: readonly Word[], site: Site): readonly Fact[] {
  const placeOf = (setting: string, first: Word, last: Word = first): Place => ({
    at: site.span(Math.min(first.start, last.start), Math.max(first.end, last.end)),
    subject: `${site.subject} ${setting}`,
  });
  const isDownload = site.phase === 'build' && onlyFetches(words);
  const mayBeDownload = site.phase === 'setup' && onlyFetches(words);
  return [
    ...callsIn(words)
      .flatMap(({ tool, args }) =>
        (toolsByName.get(tool) ?? []).flatMap(({ read }) => read({ tool, args, placeOf })),
      )
      .map((fact) => (mayBeDownload && fact.kind === 'cleartext' ? software(fact) : fact)),
    ...words
      .filter((_, at) => !isAboutOthers(words[at - 1]))
      .flatMap((word) => addressFacts(word, baseName(words[0]?.text ?? ''), placeOf))
      .map((fact) => (isDownload && fact.kind === 'cleartext' ? software(fact) : fact)),
  ];
}

function software(fact: CleartextFact): CleartextFact {
  return { ...fact, carries: 'software' };
}

/** Tools that one command runs by way of others: `sudo xargs curl`. */
const maxCalls = 8;

/** Tools anywhere in a command (`sudo -E curl`, `docker exec web curl`), but not packages to install. */
function callsIn(words: readonly Word[]): readonly Pick<Call, 'tool' | 'args'>[] {
  const calls: Pick<Call, 'tool' | 'args'>[] = [];
  for (const [at, { text }] of words.entries()) {
    const tool = baseName(text);
    // What follows an option of a tool is the option's value: `curl -o wget`.
    const isValue = calls.length > 0 && words[at - 1]?.text.startsWith('-') === true;
    if (calls.length >= maxCalls) break;
    if (toolsByName.has(tool) && !isValue) calls.push({ tool, args: words.slice(at + 1) });
  }
  const [first] = calls;
  return first !== undefined && packageManagers.has(first.tool) ? [first] : calls;
}

/** A word that is an address, or an option whose value is one. */
function addressFacts(
  word: Word,
  tool: string,
  placeOf: (setting: string, first: Word) => Place,
): readonly Fact[] {
  const address = /^(?:--?[\w-]+=)?([a-z][a-z0-9+.-]*:\/\/\S*)$/is.exec(word.text)?.[1];
  // `http://*` is a pattern that an address is held against.
  const isPattern = /^[^/]*\/\/[^/]*[*?[]/.test(address ?? '');
  return address === undefined || isPattern ? [] : urlSaid(address, placeOf(tool, word));
}

/** Commands whose words are looked at or written, not connected to. */
function isTalk(text: string): boolean {
  return /^(echo|printf|sed|awk|grep|egrep|fgrep|rg|test|\[|\[\[|which|type|hash|cat|cp|mv|rm|ln|ls|mkdir|chmod|chown|find|touch|install|man|alias|unset|apt-key|dpkg|adduser|useradd|perl|tr|cut|jq|yq|tee|case)$/.test(
    baseName(text),
  );
}

/** Options whose address is a name that is told, or a proxy that only passes encryption on. */
function isAboutOthers(before: Word | undefined): boolean {
  return /^(-e|--referer|-x|--proxy|-H|--header|-d|--data(-\w+)?|-A|--user-agent|--label|-m|--message|--title|--body|--homepage)$/.test(
    before?.text ?? '',
  );
}

function baseName(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
