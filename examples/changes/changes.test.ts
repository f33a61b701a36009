import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { load } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';

const execute = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const troth = join(root, 'apps/cli/bin/troth.js');

/** What a pull request must be answered with; the findings are all of the new ones. */
interface Expectation {
  readonly title: string;
  readonly verdict: 'pass' | 'fail';
  readonly findings?: readonly Place[];
  readonly policy?: { readonly clause: string; readonly direction: string };
  readonly reasons?: readonly string[];
  /** What the scanner cannot see and the guard refuses while the changed platform runs. */
  readonly runtime?: { readonly asks: readonly string[]; readonly denied: readonly Denied[] };
}

interface Denied {
  readonly rule: string;
  readonly where: string;
  readonly clause: string;
}

interface Place {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly clause: string;
}

interface Gate {
  readonly verdict: string;
  readonly reasons: readonly string[];
  readonly scan: { readonly findings: readonly (Place & { readonly status: string })[] };
  readonly diff: { readonly changes: readonly { readonly clause: string; readonly direction: string }[] };
}

let work = '';
let base = '';
/** Copies of the base, one for each core: a change is made in one, judged and undone. */
const free: string[] = [];
const waiting: ((desk: string) => void)[] = [];
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'troth-changes-'));
  base = join(work, 'base');
  await copyTree(base);
  await git(base, 'init', '--quiet', '--initial-branch=main');
  await commit(base, 'base');
  for (let at = 0; at < availableParallelism(); at += 1) {
    const desk = join(work, `desk-${at}`);
    await git(work, 'clone', '--quiet', base, desk);
    free.push(desk);
  }
});
afterAll(() => rm(work, { recursive: true, force: true }));

const changes = (await readdir(import.meta.dirname, { withFileTypes: true })).filter((entry) =>
  entry.isDirectory(),
);

const expected = await Promise.all(
  changes.map(async ({ name }) => ({ name, ...(await expectationOf(name)) })),
);

test.concurrent.each(expected)(
  'a pull request must $verdict: $title',
  async ({ name, verdict, findings = [], policy, reasons }) => {
    const { exitCode, gate } = await atDesk(async (desk) => {
      await git(desk, 'apply', '--index', join(import.meta.dirname, name, 'change.patch'));
      return runGate(desk).finally(() => git(desk, 'reset', '--hard', '--quiet'));
    });

    const found = gate.scan.findings.filter(({ status }) => status === 'new').map(placeOf);
    expect(found).toEqual(findings);
    if (policy !== undefined) expect(gate.diff.changes).toMatchObject([policy]);
    else expect(gate.diff.changes).toEqual([]);
    if (reasons !== undefined) expect(gate.reasons).toEqual(reasons);
    expect({ exitCode, verdict: gate.verdict }).toEqual({ exitCode: verdict === 'pass' ? 0 : 1, verdict });
  },
  180_000,
);

test.concurrent.each(expected.flatMap(({ runtime, ...change }) => (runtime ? [{ ...change, runtime }] : [])))(
  'the guard must refuse, in enforce, what no scan can see: $title',
  async ({ name, runtime }) => {
    const copy = join(work, `${name}-running`);
    await cp(base, copy, { recursive: true });
    await git(copy, 'apply', join(import.meta.dirname, name, 'change.patch'));
    await makeRunnable(copy);

    const denials = await atDesk(() => drive(copy, runtime.asks.map(asked)));

    const seen = denials.map(({ rule, where, clause, mode }) => ({ rule, where, clause, mode }));
    expect(seen).toEqual(runtime.denied.map((denied) => ({ ...denied, mode: 'enforce' })));
  },
  180_000,
);

/** No more at once than there are cores. */
async function atDesk<T>(work: (desk: string) => Promise<T>): Promise<T> {
  const desk = free.pop() ?? (await new Promise<string>((resolve) => waiting.push(resolve)));
  try {
    return await work(desk);
  } finally {
    const next = waiting.shift();
    if (next === undefined) free.push(desk);
    else next(desk);
  }
}

/** `POST /runs { name: tides }`: method, path, and a body in YAML. */
function asked(line: string): { readonly method: string; readonly url: string; readonly body?: unknown } {
  const [, method = '', url = '', body] = /^(\w+) (\S+)(?: (.+))?$/.exec(line) ?? [];
  return { method, url, ...(body !== undefined && { body: load(body) }) };
}

/** What is not in git, or is of the whole repository: dependencies, the Prisma client, the command. */
async function makeRunnable(copy: string): Promise<void> {
  for (const name of ['node_modules', 'apps']) await symlink(join(root, name), join(copy, name));
  for (const file of ['tsconfig.base.json', 'vitest.config.ts']) await cp(join(root, file), join(copy, file));
  const source = 'examples/platform/src';
  await cp(join(root, source, 'generated'), join(copy, source, 'generated'), { recursive: true });
  await cp(join(import.meta.dirname, 'drive-platform.ts'), join(copy, source, 'drive.test.ts'));
}

async function drive(
  copy: string,
  asks: readonly object[],
): Promise<readonly (Denied & { readonly mode: string })[]> {
  const result = join(copy, 'denials.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...withOurNode(), DRIVE_ASKS: JSON.stringify(asks), DRIVE_RESULT: result };
  const args = [vitest, 'run', '--root', copy, 'examples/platform/src/drive.test.ts'];
  await execute(process.execPath, args, { cwd: copy, env });
  // Proof: the driver writes the guard's own lines; a missing part fails the comparison.
  return JSON.parse(await readFile(result, 'utf8')) as (Denied & { mode: string })[];
}

async function expectationOf(name: string): Promise<Expectation> {
  const text = await readFile(join(import.meta.dirname, name, 'expect.yaml'), 'utf8');
  // Proof: the shape is ours, stands beside this test, and a wrong one fails the comparison.
  return load(text) as Expectation;
}

/** What git knows of the policy and the application, as it stands in the working tree. */
async function copyTree(to: string): Promise<void> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await execute('git', [...args, 'policy', 'examples/platform'], { cwd: root });
  const files = [...new Set(stdout.split('\0').filter(Boolean))];
  for (const file of files) await cp(join(root, file), join(to, file), { recursive: true });
  await cp(join(root, 'package.json'), join(to, 'package.json'));
}

async function runGate(cwd: string): Promise<{ readonly exitCode: number; readonly gate: Gate }> {
  const args = [troth, 'gate', '--base', 'main', '--format', 'json'];
  const { stdout, exitCode } = await execute('node', args, { cwd, env: withOurNode(), maxBuffer: 1 << 26 })
    .then(({ stdout: printed }) => ({ stdout: printed, exitCode: 0 }))
    .catch((error: { stdout: string; code: number }) => ({ stdout: error.stdout, exitCode: error.code }));
  // Proof: troth's own JSON; a missing part fails the comparison.
  return { exitCode, gate: JSON.parse(stdout) as Gate };
}

function placeOf({ rule, path, line, clause }: Place): Place {
  return { rule, path, line, clause };
}

async function commit(cwd: string, message: string): Promise<void> {
  await git(cwd, 'add', '--all');
  const author = ['-c', 'user.name=A Developer', '-c', 'user.email=developer@example.test'];
  await git(cwd, ...author, 'commit', '--quiet', '--message', message);
}

async function git(cwd: string, ...args: readonly string[]): Promise<void> {
  await execute('git', [...args], { cwd, env: withOurNode() });
}

/** The Node that runs this test, and no git configuration but the copy's own. */
function withOurNode(): NodeJS.ProcessEnv {
  const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
  return { ...process.env, PATH: path, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
}
