import { extractFacts } from '../extract-facts.ts';
import type { Extraction, SourceText } from '../extraction.ts';
import { joinTemplates } from '../cloudformation/extract-cloudformation.ts';
import { joinCompose } from '../compose/join-compose.ts';
import type { Fact } from '../facts.ts';
import { joinKustomization } from '../kubernetes/kustomize/kustomize.ts';
import { distinct } from '../settings/distinct.ts';
import type { JoinedFiles, TextOf, Together } from './together.ts';

/** A file as it was read by itself. */
export interface ReadAlone {
  readonly path: string;
  readonly extraction: Extraction;
}

const joins: Readonly<Record<Together['kind'], (path: string, textOf: TextOf) => JoinedFiles>> = {
  cloudformation: joinTemplates,
  compose: joinCompose,
  kustomize: joinKustomization,
};

/**
 * The files with what they say together in the place of what each said by itself. Where one is named by
 * several, each of those has its say; files that name each other in a circle keep their own.
 */
export function joinFiles<T extends ReadAlone>(files: readonly T[], textOf: TextOf): readonly T[] {
  const groups = files.flatMap(({ path, extraction: { together } }) =>
    together === undefined ? [] : [{ path, ...together }],
  );
  const named = new Set(
    groups.flatMap(({ kind, paths }) => paths.map((path) => `${kind} ${path}`)),
  );
  const joined = groups
    // A file of services speaks for its own; the other kinds are read from whatever nothing else names.
    .filter(({ kind, path }) => kind === 'compose' || !named.has(`${kind} ${path}`))
    .map(({ kind, path }) => joins[kind](path, textOf));
  const replaced = new Set(joined.flatMap(({ read }) => [...read]));
  const facts = Map.groupBy(once(joined.flatMap((one) => one.facts)), fileOf);
  const problems = Map.groupBy(once(joined.flatMap((one) => one.problems)), fileOf);
  const unread = Map.groupBy(once(joined.flatMap((one) => one.unread)), fileOf);
  return files.map((file) => {
    const said = {
      facts: facts.get(file.path) ?? [],
      problems: problems.get(file.path) ?? [],
      unread: unread.get(file.path) ?? [],
    };
    if (replaced.has(file.path)) return { ...file, extraction: inPlaceOf(file.extraction, said) };
    return said.facts.length === 0 ? file : { ...file, extraction: besides(file.extraction, said) };
  });
}

type Said = Required<Pick<Extraction, 'facts' | 'problems' | 'unread'>>;

function inPlaceOf(alone: Extraction, { facts, problems, unread }: Said): Extraction {
  return { ...alone, facts, problems: once([...alone.problems, ...problems]), unread };
}

/** What a file says for others that take it over, beside what it says by itself. */
function besides(alone: Extraction, { facts }: Said): Extraction {
  return { ...alone, facts: distinct([...alone.facts, ...facts]) };
}

/** What a file names that it is read with, before anything else of it is read. */
export function namedFiles(file: SourceText): readonly string[] {
  const mayName =
    /(^|\/)[Kk]ustomization(\.ya?ml)?$/.test(file.path) || mayNameOthers.test(file.text);
  if (!mayName || /\.[cm]?[jt]sx?$/.test(file.path)) return [];
  return extractFacts(file, { parsers: {} }).together?.paths ?? [];
}

const mayNameOthers = /TemplateURL|AWS::Serverless::Application|\b(extends|env_file|include)\b/;

/** What two of them say alike is said once. */
function once<T>(said: readonly T[]): readonly T[] {
  return [...new Map(said.map((one) => [JSON.stringify(one), one])).values()];
}

function fileOf({ at }: { readonly at: Fact['at'] }): string {
  return at.file;
}
