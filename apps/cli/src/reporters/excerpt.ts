import type { Finding } from '@troth/scanner';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { withoutSecrets } from './without-secrets.ts';

/** Lines of the files that findings stand in, by path; a file that is gone has none. */
export type Excerpts = ReadonlyMap<string, readonly string[]>;

/** @param cwd what relative paths are relative to */
export async function readExcerpts(findings: readonly Finding[], cwd: string): Promise<Excerpts> {
  const paths = [...new Set(findings.map(({ at }) => at.file))];
  const read = paths.map(async (path) => {
    const text = await readFile(resolve(cwd, path), 'utf8').catch(() => '');
    return [path, text.split(/\r\n|\n|\r/)] as const;
  });
  return new Map(await Promise.all(read));
}

const LONGEST_LINE = 160;

/** The line of a place with its number, and a mark below what is meant; nothing for a line too long to read. */
export function excerptOf({ at }: Pick<Finding, 'at'>, excerpts: Excerpts): readonly string[] {
  const line = excerpts.get(at.file)?.[at.line - 1];
  if (line === undefined || line.trim() === '' || line.length > LONGEST_LINE) return [];
  const number = String(at.line);
  const end = at.endLine === at.line ? at.endColumn - 1 : line.trimEnd().length;
  const mark = '^'.repeat(Math.max(1, end - at.column + 1));
  const before = line.slice(0, at.column - 1).replaceAll(/[^\t]/g, ' ');
  return [
    `${number} | ${withoutSecrets(line, at.file)}`,
    `${' '.repeat(number.length)} | ${before}${mark}`,
  ];
}
