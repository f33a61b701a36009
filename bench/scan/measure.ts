import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Wall time of a process from its start to its end, and the most memory it held. */
export interface Measure {
  readonly ms: number;
  readonly mb: number;
}

const peak = new URL('../check/report-peak.mjs', import.meta.url).href;

/** One run of a script as a process of its own; whatever it prints is dropped. */
export function measured(script: string, args: readonly string[], cwd: string): Measure {
  const path = script.startsWith('/') ? script : fileURLToPath(new URL(script, import.meta.url));
  const began = performance.now();
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    ['--import', peak, path, ...args],
    {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  const ms = performance.now() - began;
  // 1: findings, which is what a linter and a scanner are for.
  if (signal !== null || (status !== 0 && status !== 1))
    throw new Error(`${script} ended with ${status ?? signal}: ${stderr.slice(-400)}`);
  return { ms, mb: Number(/peak (\d+)/.exec(stderr)?.[1]) };
}

/** Several scripts in turn, so that what slows the machine slows all; the median of each. */
export function repeated(
  rounds: number,
  scripts: readonly (readonly [script: string, args: readonly string[]])[],
  cwd: string,
): readonly [Measure, Measure] {
  const runs = Array.from({ length: rounds }, () =>
    scripts.map(([script, args]) => measured(script, args, cwd)),
  );
  const [first, second] = scripts.map((_, index) => medianOf(runs.map((run) => run[index])));
  if (first === undefined || second === undefined) throw new Error('two scripts are compared');
  return [first, second];
}

function medianOf(measures: readonly (Measure | undefined)[]): Measure {
  const known = measures.filter((one) => one !== undefined);
  const middle = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return { ms: middle(known.map(({ ms }) => ms)), mb: middle(known.map(({ mb }) => mb)) };
}
