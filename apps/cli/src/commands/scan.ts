import type { Baseline } from '@troth/scanner';
import { baselineOf } from '@troth/scanner';
import { changedSince } from '@troth/sources';
import { InvalidArgumentError } from 'commander';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readBaselineFile } from '../baseline-file.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { UsageError } from '../failures.ts';
import type { Options } from '../options.ts';
import { formatOption, isSet, optionalText, policyOption, text } from '../options.ts';
import type { SoundProject } from '../project.ts';
import { loadSoundProject } from '../project.ts';
import { plural } from '../reporters/diagnostics.ts';
import { readExcerpts } from '../reporters/excerpt.ts';
import { json } from '../reporters/json.ts';
import { scanGithub } from '../reporters/scan-github.ts';
import { scanJson } from '../reporters/scan-json.ts';
import { scanMarkdown } from '../reporters/scan-markdown.ts';
import { scanSarif } from '../reporters/scan-sarif.ts';
import { scanText } from '../reporters/scan-text.ts';
import type { Since } from '../scan/affected.ts';
import type { CodeBaseRequest } from '../scan/code-base.ts';
import { findFiles, readCodeBase } from '../scan/code-base.ts';
import { fixFindings, takeBack } from '../scan/fix-findings.ts';
import { Reader } from '../scan/reader.ts';
import { ReadingCache } from '../scan/reading-cache.ts';
import type { ScanReport } from '../scan/scan-report.ts';
import { scanProject } from '../scan/scan-project.ts';
import type { Terminal } from '../terminal.ts';
import { VERSION } from '../version.ts';
import { cannotWrite } from '../write-failure.ts';

export const scan: CommandSpec = {
  name: 'scan',
  summary: 'find the places in code, schema and infrastructure that break a promise',
  description:
    'Reads the code below the given paths, or the working directory, and compares it with the policy. ' +
    'Exits with 1 only for new findings: those that no waiver covers and no baseline knows. What the ' +
    'scanner cannot tell is a note, which never fails.',
  examples: [
    ['troth scan', 'scan everything below the working directory'],
    ['troth scan apps/web infra', 'scan two folders'],
    ['troth scan --since origin/main', 'report only where my change can matter'],
    ['troth scan --write-baseline known.json', 'accept what there is today'],
    ['troth scan --baseline known.json', 'fail only on what came since'],
    ['troth scan --fix', 'mend what is sure, show what is left'],
    ['troth scan --isolate samples --format json', 'each file is a program of its own'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json', 'github', 'markdown', 'sarif'])
      .argument('[path...]', 'files and folders to scan')
      .option('--since <ref>', 'report only on files that the change since this git ref can affect')
      .option('--baseline <file>', 'findings of this file are existing, not new')
      .option('--write-baseline <file>', 'write the findings to this file and pass')
      .option('--fix', 'mend what can mean one thing only, in place')
      .option('--all', 'print every finding, on a first run too')
      .option('--isolate', 'treat each file as a program of its own')
      .option('--cache <dir>', 'keep what files say here (default: node_modules/.cache/troth)')
      .option('--no-cache', 'read every file, keep nothing')
      .option('--threads <n>', 'read at most so many files at once (default: one a core)', asCount);
  },
  run: async (invocation, terminal) => {
    const started = performance.now();
    const { options } = invocation;
    const { project, report } = await readAndJudge(invocation, terminal);
    const ms = Math.round(performance.now() - started);
    const kept = optionalText(options, 'writeBaseline');
    if (kept !== undefined) await writeBaseline(resolve(terminal.cwd, kept), report);
    const isFirst = optionalText(options, 'baseline') === undefined && kept === undefined;
    const most = isFirst && !isSet(options, 'all') ? shownAtFirst(report) : undefined;
    terminal.out(await reportIn(text(options, 'format'), report, { project, ms, terminal, most }));
    return report.summary.new > 0 && kept === undefined ? 1 : 0;
  },
};

interface Means {
  readonly project: SoundProject;
  readonly terminal: Terminal;
  readonly reader: Reader;
}

async function readAndJudge(
  invocation: Invocation,
  terminal: Terminal,
): Promise<Pick<Means, 'project'> & { readonly report: ScanReport }> {
  const { options } = invocation;
  const reader = await readerFor(invocation, terminal.cwd);
  try {
    terminal.progress('reading files');
    const found = await findFiles(pathsOf(invocation), terminal.cwd);
    // What a change can affect is told by what imports what; else everything is read from now on.
    if (optionalText(options, 'since') !== undefined) reader.beginImports(found.code);
    else reader.begin(found.code, progressOf(terminal, found.code.length));
    const project = await loadSoundProject(text(options, 'policy'), terminal.cwd);
    const means = { project, terminal, reader };
    const first = await scanAsAsked(invocation, means, found);
    const report = isSet(options, 'fix') ? await mended(first, invocation, means) : first;
    return { project, report };
  } finally {
    terminal.progress('');
    await reader.close();
  }
}

/** Mends what is sure, scans again, and takes back what did not help. */
async function mended(
  first: ScanReport,
  invocation: Invocation,
  means: Means,
): Promise<ScanReport> {
  const { project, terminal } = means;
  const { cwd } = terminal;
  const written = await fixFindings(first.findings, project.policy, cwd);
  const second = await scanAsAsked(invocation, means);
  const both = { before: first.findings, after: second.findings };
  const fixed = await takeBack(written, both, cwd);
  for (const [path, { edits }] of fixed)
    terminal.err(`mended ${path}: ${plural(edits, 'place')}\n`);
  if (fixed.size === 0) terminal.err('nothing was mended: each finding needs a decision\n');
  return fixed.size === written.size ? second : scanAsAsked(invocation, means);
}

/** Who reads the code. Its first thread starts while the policy is read. */
async function readerFor({ args, options }: Invocation, cwd: string): Promise<Reader> {
  const threads = options['threads'];
  const reader = new Reader(
    await cacheFor(options, cwd),
    typeof threads === 'number' ? { threads } : {},
  );
  // What is named may be a file or two: they do not wait for a thread.
  if (args.length === 0) reader.start();
  return reader;
}

function pathsOf({ args }: Invocation): readonly string[] {
  return args.length === 0 ? ['.'] : args;
}

function progressOf(terminal: Terminal, total: number): (done: number) => void {
  return (done) => terminal.progress(`scanning ${done} of ${total} files`);
}

async function scanAsAsked(
  invocation: Invocation,
  { project, terminal, reader }: Means,
  paths: CodeBaseRequest['paths'] = pathsOf(invocation),
): Promise<ScanReport> {
  const { args, options } = invocation;
  const { cwd } = terminal;
  const [code, since, baseline] = await Promise.all([
    readCodeBase({ paths, dataMaps: project.compilation.dataMaps, cwd }),
    sinceOf(options, cwd),
    baselineFrom(optionalText(options, 'baseline'), cwd),
  ]);
  return scanProject({
    project,
    code,
    cwd,
    reader,
    now: terminal.now(),
    isolate: isSet(options, 'isolate'),
    isComplete: args.length === 0 && !isSet(options, 'isolate'),
    progress: (done, total) => progressOf(terminal, total)(done),
    ...(since !== undefined && { since }),
    ...(baseline !== undefined && { baseline }),
  });
}

async function sinceOf(options: Options, cwd: string): Promise<Since | undefined> {
  const since = optionalText(options, 'since');
  if (since === undefined) return undefined;
  const change = await changedSince(since, cwd);
  if (change.kind === 'refused') throw new UsageError(change.reason);
  return { change: change.value, policy: text(options, 'policy'), cwd };
}

/** Beside the packages, where caches are kept; where there are none, nothing is written unasked. */
async function cacheFor(options: Options, cwd: string): Promise<ReadingCache> {
  if (options['cache'] === false) return ReadingCache.inMemory();
  const named = optionalText(options, 'cache');
  if (named !== undefined) return ReadingCache.in(resolve(cwd, named));
  const modules = resolve(cwd, 'node_modules');
  return existsSync(modules)
    ? ReadingCache.in(join(modules, '.cache', 'troth'))
    : ReadingCache.inMemory();
}

function asCount(value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError('write a number from 1 on');
}

async function baselineFrom(file: string | undefined, cwd: string): Promise<Baseline | undefined> {
  return file === undefined ? undefined : readBaselineFile(file, cwd);
}

async function writeBaseline(file: string, report: ScanReport): Promise<void> {
  try {
    await writeFile(file, json(baselineOf(report.findings)));
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

interface Surroundings {
  readonly project: SoundProject;
  readonly ms: number;
  readonly terminal: Terminal;
  /** Show this many findings to a person; absent: all. */
  readonly most: number | undefined;
}

/** New findings above which a first run shows only those that matter most, and how many it shows. */
const MANY = 20;
const SHOWN_AT_FIRST = 10;

function shownAtFirst({ summary }: ScanReport): number | undefined {
  return summary.new > MANY ? SHOWN_AT_FIRST : undefined;
}

async function reportIn(
  format: string,
  report: ScanReport,
  { project, ms, terminal, most }: Surroundings,
): Promise<string> {
  switch (format) {
    case 'json':
      return json(scanJson(report, ms));
    case 'github':
      return scanGithub(report);
    case 'markdown':
      return scanMarkdown(report, project.policy);
    case 'sarif':
      return json(scanSarif(report, project.policy, VERSION));
    default:
      return scanText(report, {
        policy: project.policy,
        ms,
        colors: terminal.colors,
        excerpts: await readExcerpts(report.findings, terminal.cwd),
        ...(most !== undefined && { most }),
      });
  }
}
