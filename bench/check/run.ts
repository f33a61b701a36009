import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const troth = join(root, 'apps/cli/bin/troth.js');
const peak = new URL('report-peak.mjs', import.meta.url).href;
const rounds = 11;

const start = repeat(() => timed(['-e', '0']));
const seed = repeat(() => timed([troth, 'check', '--policy', join(root, 'policy')]));
console.log(`Node ${process.version}, ${rounds} rounds in turn, medians`);
console.log(`empty start of Node        ${start.toFixed(0)} ms`);
console.log(
  `check of this policy       ${seed.toFixed(0)} ms, ${(seed - start).toFixed(0)} ms above the empty start`,
);
for (const clauses of [1_000, 10_000]) report(clauses);

function report(clauses: number): void {
  const folder = policyOf(clauses);
  const runs = Array.from({ length: 3 }, () => checked(folder));
  const ms = median(runs.map((run) => run.ms));
  const mb = median(runs.map((run) => run.mb));
  console.log(
    `check of ${String(clauses).padStart(6)} clauses   ${ms.toFixed(0)} ms, peak ${mb} MB`,
  );
  rmSync(folder, { recursive: true });
}

/** This policy with its clauses again and again under other ids; erasures once, since two windows are an error. */
function policyOf(clauses: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'troth-bench-'));
  cpSync(join(root, 'policy'), folder, { recursive: true });
  for (const other of ['tests', 'published', 'translations'])
    rmSync(join(folder, other), { recursive: true, force: true });
  const copies = Math.ceil(clauses / 42);
  for (const file of readdirSync(join(folder, 'clauses'))) {
    const path = join(folder, 'clauses', file);
    const [head = '', ...items] = readFileSync(path, 'utf8').split(/(?=^ {2}- id: )/m);
    const again = items.filter((item) => !item.includes('erase:')).join('');
    const more = Array.from({ length: copies - 1 }, (_, copy) =>
      again.replaceAll(/^( {2}- id: \S+)/gm, `$1-n${copy}`),
    );
    writeFileSync(path, head + items.join('') + more.join(''));
  }
  return folder;
}

function checked(folder: string): { readonly ms: number; readonly mb: number } {
  const began = performance.now();
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--import', peak, troth, 'check', '--policy', folder],
    { encoding: 'utf8' },
  );
  const ms = performance.now() - began;
  if (status !== 0) throw new Error(`the check failed: ${stdout.slice(0, 400)}`);
  return { ms, mb: Number(/peak (\d+)/.exec(stderr)?.[1]) };
}

function timed(args: readonly string[]): number {
  const began = performance.now();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - began;
}

function repeat(once: () => number): number {
  once();
  return median(Array.from({ length: rounds }, once));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
