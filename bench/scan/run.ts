import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measured, repeated, type Measure } from './measure.ts';
import { editOne, ESLINT, listOf, publishedCommand, scriptsBelow } from './subjects.ts';

// node bench/scan/run.ts [FOLDER…]: the applications to read; without one, this repository.
const root = fileURLToPath(new URL('../..', import.meta.url));
const named = process.argv.slice(2).map((folder) => resolve(folder));
const subjects = named.length > 0 ? named : [root];
const workers = availableParallelism();
const policy = join(root, 'policy');
const TROTH = publishedCommand();
const work = mkdtempSync(join(tmpdir(), 'troth-bench-'));

try {
  console.log(`Node ${process.version}, ${workers} workers, medians of 3 rounds in turn`);
  for (const subject of subjects) beside(subject);
  for (const subject of subjects.slice(-1)) since(subject);
  if (named.length > 0) atScale();
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** The scan beside bare parsing of the same files, and beside what a team would run instead. */
function beside(subject: string): void {
  const { files, lines } = scriptsBelow(subject);
  const list = listOf(work, files);
  const [bare, scan] = repeated(
    3,
    [
      ['parse-all.ts', [list, String(workers)]],
      [TROTH, scanArgs(policy)],
    ],
    subject,
  );
  const eslint = measured(ESLINT, [list], subject);
  console.log(`\n${basename(subject)}: ${files.length} scripts, ${lines} lines`);
  row('bare oxc-parser, tree in JavaScript', bare);
  row('troth scan', scan, bare);
  row('eslint, sonarjs and sdl', eslint, bare);
  console.log(`  eslint in the time of troth: ${(eslint.ms / scan.ms).toFixed(1)} times`);
}

/** One changed file: cold, and with the cache of the run before. */
function since(subject: string): void {
  const { folder, changed } = editOne(work, subject);
  const cache = join(work, 'cache');
  const args = scanArgs(policy).filter((arg) => arg !== '--no-cache');
  const full = measured(TROTH, [...args, '--no-cache'], folder);
  const cold = measured(TROTH, [...args, '--no-cache', '--since', 'HEAD'], folder);
  measured(TROTH, [...args, '--cache', cache], folder);
  const warmFull = measured(TROTH, [...args, '--cache', cache], folder);
  const warm = measured(TROTH, [...args, '--cache', cache, '--since', 'HEAD'], folder);
  console.log(`\n${basename(subject)}, one changed file (${changed})`);
  row('everything, cold', full);
  row('everything, warm', warmFull, full);
  row('--since, cold', cold, full);
  row('--since, warm', warm, full);
}

/** Applications side by side, copied until there are a million lines; then half of that. */
function atScale(): void {
  const folder = join(work, 'million');
  let lines = 0;
  let half: Measure | undefined;
  for (let copy = 0; lines < 1_000_000; copy += 1) {
    for (const subject of subjects) {
      cpSync(subject, join(folder, `${copy}-${basename(subject)}`), {
        recursive: true,
        filter: (path) => !/\/(?:node_modules|\.git)$/.test(path),
      });
      lines += scriptsBelow(subject).lines;
      if (half === undefined && lines >= 500_000) {
        half = measured(TROTH, scanArgs(policy), folder);
        console.log(`\napplications joined and copied\n  ${lines} lines of scripts`);
        row('troth scan', half);
      }
    }
  }
  const whole = measured(TROTH, scanArgs(policy), folder);
  console.log(`  ${lines} lines of scripts, ${readdirSync(folder).length} folders`);
  row('troth scan', whole, half);
}

function scanArgs(folder: string): readonly string[] {
  const given = existsSync(folder) ? folder : 'policy';
  return ['scan', '--no-cache', '--policy', given, '--format', 'json'];
}

function row(name: string, { ms, mb }: Measure, against?: Measure): void {
  const ratio =
    against === undefined
      ? ''
      : `   ${(ms / against.ms).toFixed(2)} of the time, ${(mb / against.mb).toFixed(2)} of the memory`;
  console.log(
    `  ${name.padEnd(36)} ${(ms / 1000).toFixed(2).padStart(7)} s ${String(mb).padStart(6)} MB${ratio}`,
  );
}
