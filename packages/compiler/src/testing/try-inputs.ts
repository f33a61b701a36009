import { hasErrors } from '@troth/diagnostics';
import type { SourceFile } from '@troth/language';
import { compilePolicy } from '../compile.ts';
import { mutated, numbersFrom } from './mutated-files.ts';

export interface Trial {
  readonly inputs: number;
  readonly compiled: number;
  /** Inputs that threw, took longer than a second, or were refused without a reason. */
  readonly failures: readonly {
    readonly input: number;
    readonly why: string;
    readonly files: readonly SourceFile[];
  }[];
}

/** Compiles that many mutants of a policy; the same seed gives the same mutants. */
export function tryInputs(
  files: readonly SourceFile[],
  { inputs, seed }: { readonly inputs: number; readonly seed: number },
): Trial {
  const next = numbersFrom(seed);
  const failures: Trial['failures'][number][] = [];
  let compiled = 0;
  for (let input = 0; input < inputs; input += 1) {
    const tried = mutated(files, next);
    const outcome = outcomeOf(tried);
    if (outcome === 'compiled') compiled += 1;
    else if (outcome !== 'refused') failures.push({ input, why: outcome, files: tried });
  }
  return { inputs, compiled, failures };
}

function outcomeOf(files: readonly SourceFile[]): string {
  const start = process.cpuUsage();
  try {
    const { policy, diagnostics } = compilePolicy(files);
    if (process.cpuUsage(start).user > 1_000_000) return 'took longer than a second';
    if (policy) return 'compiled';
    return hasErrors(diagnostics) ? 'refused' : 'was refused without a reason';
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}
