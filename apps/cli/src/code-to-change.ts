import type { CompiledPolicy } from '@troth/compiler';
import type { Baseline, Finding } from '@troth/scanner';
import { baselineOf } from '@troth/scanner';
import { PolicyError } from './failures.ts';
import type { SoundProject } from './project.ts';
import { readCodeBase } from './scan/code-base.ts';
import { Reader } from './scan/reader.ts';
import { ReadingCache } from './scan/reading-cache.ts';
import { scanProject } from './scan/scan-project.ts';

interface Asked {
  readonly older: CompiledPolicy;
  readonly newer: SoundProject;
  /** Clauses that code can break from now on. */
  readonly clauses: readonly string[];
  readonly cwd: string;
  readonly now: Date;
  readonly progress: (text: string) => void;
}

/** The places of the working tree that keep the older policy and break the newer one, by file and line. */
export async function codeToChange(asked: Asked): Promise<readonly Finding[]> {
  const { older, newer, clauses, cwd, now, progress } = asked;
  const code = await readCodeBase({ paths: ['.'], dataMaps: newer.compilation.dataMaps, cwd });
  const reader = new Reader(ReadingCache.inMemory());
  const scanned = async (policy: CompiledPolicy, known: Baseline): Promise<readonly Finding[]> => {
    const report = await scanProject({
      project: {
        ...newer,
        policy,
      },
      baseline: known,
      code,
      cwd,
      now,
      reader,
      isolate: false,
      progress: (done, total) => progress(`scanning ${done} of ${total} files`),
    });
    return report.findings;
  };
  try {
    const before = await scanned(older, NOTHING).catch(nothingIfUnfit);
    const found = await scanned(newer.policy, baselineOf(before));
    return found.filter(({ clause, status }) => status === 'new' && clauses.includes(clause));
  } finally {
    progress('');
    await reader.close();
  }
}

const NOTHING: Baseline = { version: 1, fingerprints: [] };

/** A data map with words that the older policy lacks cannot be judged by it: then all that is found counts. */
function nothingIfUnfit(error: unknown): readonly Finding[] {
  if (error instanceof PolicyError) return [];
  throw error;
}
