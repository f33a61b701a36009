import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Mutant } from './mutants.ts';
import type { TestRunner, Verdict } from './test-runner.ts';

/** A mutant and what became of it. */
export interface Judged {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

/**
 * The tests that ought to notice a fault in a file, nearest first: its own, else those of its folder;
 * then the wider ones, asked only when the nearer ones are content.
 * @param path absolute
 */
export function testsFor(path: string, wider: readonly string[]): readonly (readonly string[])[] {
  const own = path.replace(/\.ts$/, '.test.ts');
  const near = existsSync(own) ? [own] : testsIn(dirname(path));
  return [near, wider.filter((test) => !near.includes(test))].filter((tests) => tests.length > 0);
}

/** Asks the tests, set after set, until one notices. */
export async function judge(
  mutant: Mutant,
  path: string,
  { runner, wider }: { readonly runner: TestRunner; readonly wider: readonly string[] },
): Promise<Judged> {
  for (const tests of testsFor(path, wider)) {
    const verdict = await runner.ask({ path, text: mutant.text, tests });
    if (verdict !== 'unnoticed') return { mutant, verdict };
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
