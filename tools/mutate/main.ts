import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Checker } from './checker.ts';
import type { Asked, Judged } from './judge.ts';
import { judge, score, testsFor } from './judge.ts';
import type { Mutant } from './mutants.ts';
import { mutantsOf } from './mutants.ts';
import { sampleOf } from './sample.ts';
import { TestRunner } from './test-runner.ts';

// node tools/mutate/main.ts FOLDER… [--also TEST…] [--sample 500] [--seed 1] [--floor 0.8]
// [--without PART-OF-A-PATH] [--first SCRIPT [--alone]] [--hurry NAME=VALUE] [--workers 2]
// Puts one small fault at a time into the code below the folders and asks the tests whether they
// notice. Fails when fewer than the floor do. Nothing is written: the faults live in memory.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    also: { type: 'string', multiple: true, default: [] },
    sample: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    hurry: { type: 'string' },
    first: { type: 'string' },
    alone: { type: 'boolean', default: false },
    without: { type: 'string' },
    floor: { type: 'string', default: '0.8' },
    timeout: { type: 'string', default: '30000' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});
const notCode = /\.test\.ts$|(?:^|\/)(?:testing|generated)\//;
const cwd = process.cwd();
const wider = values.also.map((path) => resolve(cwd, path));
const floor = Number(values.floor);
const hurry = hurryOf(values.hurry);
const files = positionals.flatMap(codeBelow);
const all = files.flatMap((path) => mutantsOf(path, readFileSync(path, 'utf8')));
const sample = sampleOf(all, Number(values.sample), Number(values.seed));

console.log(
  `${files.length} files, ${all.length} mutants, ${sample.length} drawn with seed ${values.seed}`,
);
const began = performance.now();
await holdsUnharmed();
const judged = await judgeAll();
// Somebody may have edited code or tests meanwhile: then every fault after that looks noticed.
await holdsUnharmed();
report(judged);

/** Tests that fail without a fault notice nothing. */
async function holdsUnharmed(): Promise<void> {
  const [path] = files;
  if (path === undefined) throw new Error('there is no code in the folders named');
  const text = readFileSync(path, 'utf8');
  const runner = new TestRunner(Number(values.timeout) * 4);
  const first = checker();
  const tests = [...new Set(files.flatMap((file) => testsFor(file, wider).flat()))];
  const verdicts = [
    await first?.ask({ path, text }),
    values.alone ? undefined : await runner.ask({ path, text, tests }),
  ];
  runner.close();
  await first?.close();
  if (verdicts.some((verdict) => verdict !== undefined && verdict !== 'unnoticed'))
    throw new Error('the tests do not pass on the code as it is: mend them first');
}

async function judgeAll(): Promise<readonly Judged[]> {
  const open = [...sample.entries()];
  const done: Judged[] = [];
  const work = async (): Promise<void> => {
    const runner = new TestRunner(Number(values.timeout));
    const first = checker();
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const [index, mutant] = next;
      done[index] = await judge(mutant, mutant.path, {
        runner,
        wider,
        ...hurry,
        ...(first && { first, alone: values.alone }),
      });
      const { verdict } = done[index];
      // Said at once: a long run that is cut short has not been for nothing.
      if (verdict === 'unnoticed') console.log(describe(mutant));
      process.stderr.write(`\r${sample.length - open.length} of ${sample.length}`);
    }
    runner.close();
    await first?.close();
  };
  await Promise.all(Array.from({ length: Number(values.workers) }, work));
  return done;
}

function report(results: readonly Judged[]): void {
  const left = results.filter(({ verdict }) => verdict === 'unnoticed');
  const endless = results.filter(({ verdict }) => verdict === 'timeout').length;
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    `noticed ${results.length - left.length} of ${results.length} (${score(results).toFixed(3)}, wanted ${floor}), ` +
      `${endless} of them by running out of time; ${seconds} s`,
  );
  if (score(results) < floor) process.exitCode = 1;
}

function checker(): Checker | undefined {
  const { first, timeout } = values;
  return first === undefined ? undefined : new Checker(resolve(cwd, first), Number(timeout));
}

function hurryOf(written: string | undefined): Pick<Asked, 'hurry'> {
  if (written === undefined) return {};
  const [name = '', value = ''] = written.split('=');
  return { hurry: { [name]: value } };
}

function describe({ path, line, operator, before, after }: Mutant): string {
  const short = (code: string): string => {
    const words = code.replaceAll(/\s+/g, ' ');
    return words.length > 60 ? `${words.slice(0, 59)}…` : words;
  };
  return `${relative(cwd, path)}:${line} ${operator}: ${short(before)} → ${short(after)}`;
}

function codeBelow(folder: string): readonly string[] {
  return readdirSync(resolve(cwd, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !notCode.test(path))
    .map((path) => join(resolve(cwd, folder), path))
    .filter((path) => values.without === undefined || !path.includes(values.without))
    .toSorted();
}
