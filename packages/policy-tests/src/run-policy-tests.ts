import type { CompiledPolicy } from '@troth/compiler';
import { compileDecider, type Decider } from '@troth/decisions';
import { diagnostic, formatDiagnostic, sortDiagnostics, type Diagnostic } from '@troth/diagnostics';
import { readDocument, type Document, type SourceFile } from '@troth/language';
import { badTest, clausesNamed } from './bad-test.ts';
import { checkEvent } from './deadline-case.ts';
import { checkDecision } from './decision-case.ts';
import { instantOf } from './instant.ts';
import { checkPromises } from './promise-case.ts';
import { checkRequest } from './request-case.ts';
import { checkSentences } from './sentence-case.ts';
import { testFileShape, type TestCase, type TestFile, type When } from './test-file.ts';

export interface PolicyTestResults {
  readonly passed: number;
  readonly failed: number;
  readonly tests: readonly TestResult[];
  readonly coverage: Coverage;
  /** Malformed files and tests, and one for each test that does not hold, at its place. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface TestResult {
  readonly name: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly ok: boolean;
  /** Why not. */
  readonly message?: string;
  /** Clauses that its `then` names, as written. */
  readonly clauses: readonly string[];
}

export interface Coverage {
  /** In page order: how many tests that hold name the clause in their `then`. */
  readonly clauses: readonly { readonly clause: string; readonly tests: number }[];
}

interface Ran {
  readonly result: TestResult;
  readonly names: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs `policy/tests/*.yaml` against a policy. A test without a `now` of its own or its file's runs at
 * `now`, else on the day the policy takes effect. A file that cannot be read is a failed test.
 */
export function runPolicyTests(
  policy: CompiledPolicy,
  files: readonly SourceFile[],
  now: Date = new Date(`${policy.version.effective}T00:00:00Z`),
): PolicyTestResults {
  const decider = compileDecider(policy);
  const ran = files.flatMap((file) => runFile(file, { policy, decider, now }));
  const passed = ran.filter(({ result }) => result.ok);
  const clauses = policy.clauses.map(({ id }) => ({
    clause: id,
    tests: passed.filter(({ names }) => names.includes(id)).length,
  }));
  return {
    passed: passed.length,
    failed: ran.length - passed.length,
    tests: ran.map(({ result }) => result),
    coverage: { clauses },
    diagnostics: sortDiagnostics(ran.flatMap(({ diagnostics }) => diagnostics)),
  };
}

interface Bench {
  readonly policy: CompiledPolicy;
  readonly decider: Decider;
  readonly now: Date;
}

function runFile(file: SourceFile, bench: Bench): readonly Ran[] {
  const { document, diagnostics } = readDocument(file, testFileShape);
  if (document === undefined) {
    const line = diagnostics[0]?.at.line ?? 1;
    return [broken({ name: file.path, file: file.path, line }, diagnostics)];
  }
  return document.value.tests.map((test, place) => runTest(test, place, document, bench));
}

function runTest(test: TestCase, place: number, document: Document<TestFile>, bench: Bench): Ran {
  const at = document.at('tests', place, 'name');
  const result = { name: test.name, file: document.file, line: at.line };
  const bad = badTest(test, place, { document, policy: bench.policy });
  if (bad.length > 0) return broken(result, bad);
  const message = checkTest(
    test,
    instantOf(test.now ?? document.value.now ?? '') ?? bench.now,
    bench,
  );
  const names = clausesNamed(test.then);
  const named = { ...result, clauses: names };
  if (message === undefined) return { result: { ...named, ok: true }, names, diagnostics: [] };
  const failed = diagnostic('tests/failed', at, `\`${test.name}\`: ${message}`);
  return { result: { ...named, ok: false, message }, names, diagnostics: [failed] };
}

function checkTest(
  { when, then }: TestCase,
  now: Date,
  { policy, decider }: Bench,
): string | undefined {
  const sentences = then.sentence === undefined ? undefined : checkSentences(then.sentence, policy);
  const wrong = [answerOf(when), sentences].filter((message) => message !== undefined);
  return wrong.length === 0 ? undefined : wrong.join('; ');

  function answerOf(asked: When | undefined): string | undefined {
    if (asked === undefined) return checkPromises(then, policy);
    if (asked.event !== undefined) return checkEvent(asked, then, now, policy);
    if (asked.request !== undefined) return checkRequest(asked, then, policy);
    return checkDecision(asked, then, now, decider);
  }
}

function broken(
  result: Pick<TestResult, 'name' | 'file' | 'line'>,
  diagnostics: readonly Diagnostic[],
): Ran {
  const message = diagnostics.map(formatDiagnostic).join('\n');
  const failed = { ...result, ok: false, message, clauses: [] };
  return { result: failed, names: [], diagnostics };
}
