import type { Diagnostic } from '@troth/diagnostics';
import { hasErrors, sortDiagnostics } from '@troth/diagnostics';
import { runTestsOf } from './policy-tests.ts';
import type { Project } from './project.ts';
import { translationProblems } from './translations.ts';
import { waiversOf } from './waivers.ts';

/** What `troth check` finds out about a policy. */
export interface CheckResult {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: {
    readonly clauses: number;
    readonly rules: number;
    readonly tests: number;
    readonly waivers: number;
  };
}

/**
 * Judges a policy by itself, without any application: does it compile, do its own tests hold, are
 * its waivers complete and in force, do its translations follow it?
 * @param now the day on which waivers count
 * @param ofPublished what is wrong with the versions published beside it
 */
export async function checkPolicy(
  project: Project,
  now: Date,
  ofPublished: readonly Diagnostic[],
): Promise<CheckResult> {
  const { waivers, diagnostics: ofWaivers } = await waiversOf(project, now);
  const { policy } = project.compilation;
  const tests = policy === undefined ? undefined : runTestsOf(project, policy);
  const diagnostics = sortDiagnostics([
    ...project.diagnostics,
    ...ofWaivers,
    ...ofPublished,
    ...translationProblems(project),
    ...(tests?.diagnostics ?? []),
  ]);
  const clauses = policy?.clauses ?? [];
  const rules = clauses.reduce((sum, clause) => sum + clause.rules.length, 0);
  return {
    ok: policy !== undefined && !hasErrors(diagnostics),
    diagnostics,
    counts: {
      clauses: clauses.length,
      rules,
      tests: tests?.tests.length ?? 0,
      waivers: waivers.length,
    },
  };
}
