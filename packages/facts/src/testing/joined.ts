import { extractFacts } from '../extract-facts.ts';
import type { Extraction, Problem } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { joinFiles } from '../together/join-files.ts';

type Files = Readonly<Record<string, string>>;

function joined(files: Files): readonly Extraction[] {
  const alone = Object.entries(files).map(([path, text]) => ({
    path,
    extraction: extractFacts({ path, text }, { parsers: {} }),
  }));
  return joinFiles(alone, (path) => files[path]).map(({ extraction }) => extraction);
}

/** What files say together. */
export function joinedFacts(files: Files): readonly Fact[] {
  return joined(files).flatMap(({ facts }) => facts);
}

/** The places that nobody judged, `main.yaml:2`. */
export function joinedUnread(files: Files): readonly string[] {
  return joined(files).flatMap(({ unread = [] }) => unread.map(placeOf));
}

/** The places that could not be read. */
export function joinedProblems(files: Files): readonly string[] {
  return joined(files).flatMap(({ problems }) => problems.map(placeOf));
}

function placeOf({ at }: Problem): string {
  return `${at.file}:${at.line}`;
}
