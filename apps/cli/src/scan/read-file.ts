import { extractFacts, namedFiles } from '@troth/facts';
import { inCodeWaivers } from '@troth/scanner';
import { contentId, decodeText, reasonOf } from '@troth/sources';
import { readFileSync } from 'node:fs';
import { Buffer } from 'node:buffer';
import { loadParsers } from './parsers.ts';
import { FILE } from './reading.ts';
import type { CodeFile, NotRead, FileOutcome, FileReading } from './reading.ts';

/** Reads one file and extracts what it says. Nothing that a file holds makes it throw. */
export async function readFile(file: CodeFile): Promise<FileOutcome> {
  const content = contentOf(file);
  if ('reason' in content) return content;
  const { path } = file;
  const { text, id } = content;
  if (isScript(path) && isMinified(text))
    return { path, reason: 'it is minified: scan what it was built from' };
  const extraction = extractFacts({ path, text }, { parsers: await loadParsers([path]) });
  return {
    path,
    id,
    lines: linesOf(text),
    imports: [...importsOf(text), ...filesAsImports(extraction.together?.paths)],
    ignores: inCodeWaivers({ path, text }),
    extraction,
  };
}

/** What the file imports and nothing else: cheap, for a graph of all files. */
export function listImports(
  file: CodeFile,
): NotRead | Pick<FileReading, 'path' | 'id' | 'imports'> {
  const content = contentOf(file);
  if ('reason' in content) return content;
  const { path } = file;
  const { text, id } = content;
  const named = filesAsImports(namedFiles({ path, text }));
  return { path, id, imports: [...importsOf(text), ...named] };
}

function filesAsImports(paths: readonly string[] = []): readonly string[] {
  return paths.map((path) => `${FILE}${path}`);
}

/** The text of a file, or why there is none. */
export function contentOf({
  path,
  absolute,
  text,
  id,
}: CodeFile): NotRead | { readonly text: string; readonly id: string } {
  if (text !== undefined) return { text, id: id ?? contentId(Buffer.from(text)) };
  try {
    const bytes = readFileSync(absolute);
    const decoded = decodeText(bytes);
    if (decoded === undefined) return { path, reason: 'it is binary' };
    return { text: decoded, id: id ?? contentId(bytes) };
  } catch (error) {
    return { path, reason: reasonOf(error) };
  }
}

/** Bytes from which a file of few, long lines counts as made by a tool; a short one-liner may be anybody's. */
const MINIFIED_BYTES = 32 * 1024;
const LINE_LENGTH = 500;

function isScript(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

function isMinified(text: string): boolean {
  return text.length > MINIFIED_BYTES && text.length / linesOf(text) > LINE_LENGTH;
}

const imported = /(?:\bfrom|\bimport|\brequire|\bmock)\s*\(?\s*(['"`])([^'"`\n]+)\1/g;

function importsOf(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(imported), ([, , specifier = '']) => specifier))];
}

/** Lines of a text; a last one without a line break counts. */
function linesOf(text: string): number {
  let count = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
