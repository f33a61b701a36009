import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { schemaPages } from '@troth/authoring';
import { ruleDocs } from '@troth/scanner';
import { diagnosticPages } from './docs/diagnostic-pages.ts';

/** A generator owns its folder: every file in it is one of its pages, `README.md` included. */
interface Generator {
  readonly folder: string;
  readonly pages: () => readonly Page[];
}

/** One line to add each. */
const generators: readonly Generator[] = [
  { folder: 'docs/diagnostics', pages: diagnosticPages },
  { folder: 'docs/rules', pages: ruleDocs },
  { folder: 'docs/schema', pages: schemaPages },
];

interface Page {
  /** Below the generator's folder. */
  readonly path: string;
  readonly text: string;
}

const root = join(import.meta.dirname, '..');

if (process.argv.includes('--check')) {
  const drift = generators.flatMap(driftOf);
  for (const line of drift) console.error(line);
  if (drift.length > 0) console.error('run `npm run docs` and commit what it writes');
  process.exitCode = drift.length > 0 ? 1 : 0;
} else {
  generators.forEach(write);
}

function driftOf(generator: Generator): readonly string[] {
  const pages = new Map(generator.pages().map((page) => [page.path, page.text]));
  const present = new Set(filesBelow(generator.folder));
  const wrong = [...pages]
    .filter(([path, text]) => !present.has(path) || read(generator, path) !== text)
    .map(([path]) => `${generator.folder}/${path}: differs from its source`);
  const extra = [...present]
    .filter((path) => !pages.has(path))
    .map((path) => `${generator.folder}/${path}: has no source any more`);
  return [...wrong, ...extra];
}

function write(generator: Generator): void {
  rmSync(join(root, generator.folder), { recursive: true, force: true });
  for (const { path, text } of generator.pages()) {
    const file = join(root, generator.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(root, folder).length + 1));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function read(generator: Generator, path: string): string {
  return readFileSync(join(root, generator.folder, path), 'utf8');
}
