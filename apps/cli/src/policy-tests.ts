import type { CompiledPolicy } from '@troth/compiler';
import type { PolicyTestResults } from '@troth/policy-tests';
import { runPolicyTests } from '@troth/policy-tests';
import type { SourceFile } from '@troth/sources';
import { posix } from 'node:path';
import type { Project } from './project.ts';

/** The tests that stand beside a policy, `tests/*.yaml`. */
export function testFilesOf({ name, files }: Project): readonly SourceFile[] {
  const folder = posix.join(name, 'tests/');
  return files.filter(({ path }) => path.startsWith(folder));
}

/** Runs the tests of a project against its policy. They have a `now` of their own, so the day they run does not matter. */
export function runTestsOf(project: Project, policy: CompiledPolicy): PolicyTestResults {
  return runPolicyTests(policy, testFilesOf(project));
}
