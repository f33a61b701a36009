import { hasErrors } from '@troth/diagnostics';
import type { PolicyDiff, UnmetRequirement } from '@troth/diff';
import { diffPolicies, requirementsUnmet } from '@troth/diff';
import type { PolicyTestResults } from '@troth/policy-tests';
import type { Baseline, Note } from '@troth/scanner';
import { baselineOf, grownBy } from '@troth/scanner';
import type { Change } from '@troth/sources';
import { changedSince } from '@troth/sources';
import { readBaselineAt, readBaselineFile } from './baseline-file.ts';
import type { CheckResult } from './check-policy.ts';
import { checkPolicy } from './check-policy.ts';
import { PolicyError, UsageError } from './failures.ts';
import { runTestsOf } from './policy-tests.ts';
import type { Project, SoundProject } from './project.ts';
import { loadProject, loadProjectAt, sound } from './project.ts';
import { publishedProblems } from './published-problems.ts';
import { readCodeBase, readCodeBaseAt } from './scan/code-base.ts';
import { Reader } from './scan/reader.ts';
import { ReadingCache } from './scan/reading-cache.ts';
import type { PoolOptions } from './scan/reading-pool.ts';
import { scanProject } from './scan/scan-project.ts';
import type { ScanReport } from './scan/scan-report.ts';
import { shownPath } from './shown-path.ts';

/** What the gate is asked. */
export interface GateRequest {
  /** Branch, tag or commit the change is to be merged into. */
  readonly base: string;
  readonly policy: string;
  readonly cwd: string;
  readonly now: Date;
  /** Roles that have approved; absent: approvals are shown and not judged here. */
  readonly approvedBy?: readonly string[];
  /** A baseline kept in the repository, which may shrink and not grow without approval. */
  readonly baseline?: string;
  readonly progress: (text: string) => void;
  /** How code is read; absent: as the machine allows. */
  readonly reading?: PoolOptions;
}

/** Check, test, diff and scan of one change, and the verdict. */
export interface GateReport {
  readonly verdict: 'pass' | 'fail';
  /** Why it fails, one sentence each; empty on a pass. */
  readonly reasons: readonly string[];
  /** The commit compared with. */
  readonly base: string;
  readonly project: Project;
  readonly check: CheckResult;
  /** Absent when the policy does not compile; so are diff and scan. */
  readonly test?: PolicyTestResults;
  /** Absent when there is no policy at the base to compare with. */
  readonly diff?: PolicyDiff;
  /** Why there is no diff. */
  readonly notCompared?: string;
  readonly unmet: readonly UnmetRequirement[];
  readonly scan?: ScanReport;
  /** What the gate will not pass over though no rule finds it: files it cannot read, comments without a reason. */
  readonly blind: readonly Note[];
}

/** Judges a change as CI does: is the policy sound, does it keep what it promises to give, does the code keep it? */
export async function gateChange(request: GateRequest): Promise<GateReport> {
  const change = await changedSince(request.base, request.cwd);
  if (change.kind === 'refused') throw new UsageError(change.reason);
  const base = change.value.base;
  const project = await loadProject(request.policy, request.cwd);
  const ofPublished = await publishedProblems(request.policy, request.cwd, base);
  const check = await checkPolicy(project, request.now, ofPublished);
  const { policy } = project.compilation;
  const nothing = { base, project, check, unmet: [], blind: [] };
  if (policy === undefined) return verdictOf(nothing, new Set());
  const head: SoundProject = { ...project, policy };
  const test = runTestsOf(head, policy);
  const older = await loadProjectAt(base, request.policy, request.cwd);
  const compared = compare(older, head, request.approvedBy);
  const grown = await baselineGrowth(request, head, base);
  const unmet = [...compared.unmet, ...grown];
  try {
    const { scan, blind } = await scanChange(request, head, older, base);
    return verdictOf(
      { base, project, check, test, ...compared, unmet, scan, blind },
      touchedBy(change.value, request.cwd),
    );
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const broken = {
      ...check,
      ok: false,
      diagnostics: [...check.diagnostics, ...error.diagnostics],
    };
    return verdictOf({ ...nothing, check: broken, test, ...compared, unmet }, new Set());
  }
}

type Compared = Pick<GateReport, 'diff' | 'notCompared' | 'unmet'>;

function compare(
  older: Project,
  head: SoundProject,
  approvedBy: readonly string[] | undefined,
): Compared {
  const base = older.compilation.policy;
  if (older.files.length === 0)
    return { notCompared: `there is no policy at ${older.name}: every promise is new`, unmet: [] };
  if (base === undefined || hasErrors(older.diagnostics)) {
    return {
      notCompared: `the policy at ${older.name} does not compile, so nothing tells what changes`,
      unmet: [],
    };
  }
  const diff = diffPolicies(base, head.policy);
  return {
    diff,
    unmet: [...requirementsUnmet(base, head.policy), ...unapproved(diff, approvedBy)],
  };
}

const APPROVAL = 'approval: ';

function unapproved(
  diff: PolicyDiff,
  approvedBy: readonly string[] | undefined,
): readonly UnmetRequirement[] {
  if (approvedBy === undefined) return [];
  return diff.changes.flatMap(({ clause, requires }) =>
    requires
      .filter((requirement) => requirement.startsWith(APPROVAL))
      .filter((requirement) => !approvedBy.includes(requirement.slice(APPROVAL.length)))
      .map((requirement) => ({ clause, requirement: `the ${requirement}` })),
  );
}

/** New is what the same scanner does not find at the merge base, so a better scanner reddens nobody's change. */
async function scanChange(
  request: GateRequest,
  head: SoundProject,
  older: Project,
  base: string,
): Promise<{ readonly scan: ScanReport; readonly blind: readonly Note[] }> {
  const { cwd, now, progress, reading } = request;
  const reader = new Reader(ReadingCache.inMemory(), reading);
  try {
    const common = { cwd, now, isolate: false, reader };
    const known = await reportAt(base, { older, head, ...common, progress });
    const baseline = known === undefined ? NOTHING : baselineOf(known.findings);
    const code = await readCodeBase({ paths: ['.'], dataMaps: head.compilation.dataMaps, cwd });
    const scan = await scanProject({
      ...common,
      project: head,
      code,
      baseline,
      progress: (done, total) => progress(`scanning ${done} of ${total} files`),
    });
    const before = new Set(known?.blind.map(({ rule, at }) => `${rule} ${at.file}`));
    return { scan, blind: scan.blind.filter(({ rule, at }) => !before.has(`${rule} ${at.file}`)) };
  } finally {
    progress('');
    await reader.close();
  }
}

interface BaselineRequest {
  readonly older: Project;
  readonly head: SoundProject;
  readonly cwd: string;
  readonly now: Date;
  readonly isolate: boolean;
  readonly reader: Reader;
  readonly progress: (text: string) => void;
}

/**
 * What was found at the base, under the policy that stood there: a promise made stricter since is for
 * the change to keep. Without a policy there nothing was promised, so nothing is known; with a broken
 * one the present policy stands in.
 */
async function reportAt(
  base: string,
  { older, head, progress, ...common }: BaselineRequest,
): Promise<ScanReport | undefined> {
  if (older.files.length === 0) return undefined;
  const project =
    older.compilation.policy === undefined || hasErrors(older.diagnostics) ? head : sound(older);
  const code = await readCodeBaseAt(base, common.cwd);
  if (code.kind === 'refused') throw new UsageError(code.reason);
  const request = {
    ...common,
    project,
    progress: (done: number, total: number) =>
      progress(`scanning the base: ${done} of ${total} files`),
  };
  try {
    return await scanProject({ ...request, code: code.value });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    // A data map that was broken at the base is mended by somebody; that change must be able to pass.
    return scanProject({ ...request, code: { ...code.value, dataMaps: [] } });
  }
}

/** No promise is loosened by it, but what was found counts for less: the approvals of a loosening are asked for. */
async function baselineGrowth(
  { baseline: file, cwd, approvedBy }: GateRequest,
  { policy, name }: SoundProject,
  base: string,
): Promise<readonly UnmetRequirement[]> {
  if (file === undefined) return [];
  const newer = await readBaselineFile(file, cwd);
  const older = await readBaselineAt(base, file, cwd);
  const grown = older === undefined ? [] : grownBy(newer, older);
  if (grown.length === 0) return [];
  const missing = policy.approvals.loosens.filter((role) => approvedBy?.includes(role) !== true);
  return missing.map((role) => ({
    clause: `${name}: ${file}`,
    requirement: `the approval: ${role}, since the baseline grew by ${grown.length}`,
  }));
}

const NOTHING: Baseline = { version: 1, fingerprints: [] };

function touchedBy(change: Change, cwd: string): ReadonlySet<string> {
  return new Set(change.changed.map((path) => shownPath(path, cwd)));
}

type Parts = Omit<GateReport, 'verdict' | 'reasons'>;

function verdictOf(parts: Parts, touched: ReadonlySet<string>): GateReport {
  const reasons = [
    ...policyReasons(parts),
    ...changeReasons(parts),
    ...codeReasons(parts, touched),
  ];
  return { verdict: reasons.length === 0 ? 'pass' : 'fail', reasons, ...parts };
}

function policyReasons({ check, test, project }: Parts): readonly string[] {
  const failed = check.diagnostics.filter(
    ({ severity, code }) => severity === 'error' && code !== 'tests/failed',
  );
  const policy =
    failed.length > 0 || (!check.ok && test === undefined)
      ? [`the policy in ${project.name} is not sound`]
      : [];
  const tests =
    test !== undefined && test.failed > 0
      ? [`${test.failed} of ${test.tests.length} policy tests do not hold`]
      : [];
  return [...policy, ...tests];
}

function changeReasons({ unmet }: Parts): readonly string[] {
  const clauses = new Set(unmet.map(({ clause }) => clause)).size;
  return clauses === 0
    ? []
    : [
        `${clauses === 1 ? '1 change of a promise lacks' : `${clauses} changes of promises lack`} what it takes`,
      ];
}

/** An expired exception fails the change that touches what it covered; elsewhere it is a warning. */
function codeReasons({ scan, blind }: Parts, touched: ReadonlySet<string>): readonly string[] {
  if (scan === undefined) return [];
  const fresh = scan.summary.new;
  const lapsed = scan.expired.filter(({ fingerprints }) =>
    scan.findings.some(
      ({ fingerprint, at }) => fingerprints.includes(fingerprint) && touched.has(at.file),
    ),
  );
  return [
    ...(fresh === 0
      ? []
      : [fresh === 1 ? '1 new place breaks a promise' : `${fresh} new places break a promise`]),
    ...(blind.length === 0
      ? []
      : [
          `${blind.length === 1 ? '1 place of the code' : `${blind.length} places of the code`} cannot be judged: mend them, or list the files in waivers.yaml as unreadable`,
        ]),
    ...(lapsed.length === 0
      ? []
      : [
          `${lapsed.length === 1 ? 'an expired exception covers' : `${lapsed.length} expired exceptions cover`} a file of this change`,
        ]),
  ];
}
