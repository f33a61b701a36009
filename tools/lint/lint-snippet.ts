import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Where a snippet stands decides which rules hold for it. */
export interface Snippet {
  readonly path: string;
  readonly code: string;
}

/**
 * The names of the rules that the house's own configuration reports for each snippet, sorted, by
 * path. The snippets are laid out in an empty folder under a copy of the root's configuration;
 * the type-aware half is left out, it needs a whole program.
 */
export function lintSnippets(snippets: readonly Snippet[]): ReadonlyMap<string, readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'troth-lint-'));
  try {
    writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(movedConfiguration()));
    for (const { path, code } of snippets) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), code);
    }
    return rulesByPath(snippets, runOxlint(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function movedConfiguration(): Record<string, unknown> {
  const configuration = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as Record<
    string,
    unknown
  >; // our own file, an object by its schema
  delete configuration['$schema'];
  delete configuration['options'];
  return { ...configuration, jsPlugins: [join(root, 'tools/lint/plugin.mjs')] };
}

interface OxlintReport {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
}

function runOxlint(folder: string): OxlintReport {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const run = spawnSync(process.execPath, [oxlint, '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (run.status !== 0 && run.status !== 1) {
    throw new Error(`oxlint could not run: ${run.stdout}${run.stderr}`);
  }
  return JSON.parse(run.stdout) as OxlintReport; // the shape of `--format json`
}

function rulesByPath(
  snippets: readonly Snippet[],
  report: OxlintReport,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    snippets.map(({ path }) => {
      const rules = report.diagnostics
        .filter((each) => each.filename === path)
        .map((each) => each.code);
      return [path, [...new Set(rules)].toSorted()];
    }),
  );
}
