import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Checker } from './checker.ts';
import type { Mutant } from './mutants.ts';
import type { TestRunner, Verdict } from './test-runner.ts';

/** A mutant and what became of it. */
export interface Judged {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

/**
 * The tests that ought to notice a fault in a file, nearest first: its own, else those of its folder;
 * then the wider ones in the order given, each asked only when those before it are content.
 * @param path absolute
 */
export function testsFor(path: string, wider: readonly string[]): readonly (readonly string[])[] {
  const own = path.replace(/\.ts$/, '.test.ts');
  const near = existsSync(own) ? [own] : testsIn(dirname(path));
  const further = wider.filter((test) => !near.includes(test)).map((test) => [test]);
  return [near, ...further].filter((tests) => tests.length > 0);
}

/** Who runs the tests, which wider ones there are, and how they are hurried. */
export interface Asked {
  readonly runner: TestRunner;
  readonly wider: readonly string[];
  /** Environment under which the tests are quick; a fault that they miss then is shown to them again without it. */
  readonly hurry?: Readonly<Record<string, string>>;
  /** Asked before all tests. */
  readonly first?: Checker;
  /** No test is asked after it. */
  readonly alone?: boolean;
}

/** Asks the tests, one set after the other, until one notices. */
export async function judge(
  mutant: Mutant,
  path: string,
  { runner, wider, hurry, first, alone = false }: Asked,
): Promise<Judged> {
  if (first !== undefined) {
    const verdict = await first.ask({ path, text: mutant.text });
    if (alone || verdict !== 'unnoticed') return { mutant, verdict };
  }
  const sets = testsFor(path, wider);
  const rounds = hurry === undefined ? [{}] : [hurry, {}];
  for (const env of rounds) {
    for (const tests of sets) {
      const verdict = await runner.ask({ path, text: mutant.text, tests, env });
      if (verdict !== 'unnoticed') return { mutant, verdict };
    }
  }
  return { mutant, verdict: 'unnoticed' };
}

/** Share of mutants that some test noticed; a fault that makes a test run for ever is noticed too. */
export function score(judged: readonly Judged[]): number {
  const noticed = judged.filter(({ verdict }) => verdict !== 'unnoticed').length;
  return judged.length === 0 ? 0 : noticed / judged.length;
}

function testsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name));
}
