import type { DataMap } from '@troth/compiler';
import type { Diagnostic } from '@troth/diagnostics';
import { hasErrors } from '@troth/diagnostics';
import type { Extraction, Fact, Problem } from '@troth/facts';
import type { Baseline, Catalogue, Finding, Note, ScanResult, Waiver } from '@troth/scanner';
import { scan } from '@troth/scanner';
import type { SkippedFile, SourceFile } from '@troth/sources';
import { posix, resolve } from 'node:path';
import { compileDataMaps, joinDataMaps } from '../data-maps.ts';
import { PolicyError } from '../failures.ts';
import type { SoundProject } from '../project.ts';
import { shownPath } from '../shown-path.ts';
import { dayOf, waiversOf } from '../waivers.ts';
import { loadCatalogue } from './catalogue.ts';
import type { CodeBase } from './code-base.ts';
import type { ExtractionCache } from './extraction.ts';
import { extractProgram } from './extraction.ts';
import { loadParsers } from './parsers.ts';

/** What a scan is asked. */
export interface ScanRequest {
  readonly project: SoundProject;
  readonly code: CodeBase;
  readonly cwd: string;
  readonly now: Date;
  /** Each file is a program of its own: no data map, no schema, no module beside it. */
  readonly isolate: boolean;
  readonly baseline?: Baseline;
  /** Report on these files only, though all are known; absent: on all. */
  readonly only?: ReadonlySet<string>;
  /** Shared by scans of nearly the same tree. */
  readonly cache?: ExtractionCache;
  /** Told how far the reading of code has come. */
  readonly progress?: (done: number, total: number) => void;
}

export interface ScanReport {
  /** By file and place. */
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
  readonly summary: ScanResult['summary'];
  /** Findings that an exception covered until it ended. */
  readonly expired: ScanResult['expired'];
  readonly files: number;
  readonly lines: number;
}

/** Judges code, schemas and infrastructure by a policy. */
export async function scanProject(request: ScanRequest): Promise<ScanReport> {
  const { project, code, now } = request;
  const { waivers } = waiversOf(project, now);
  const maps = dataMapsOf(request);
  const means: Means = {
    catalogue: await loadCatalogue(),
    waivers,
    dataMap: joinDataMaps(maps.dataMaps),
  };
  const parsers = await loadParsers([...code.code, ...code.context]);
  const total = code.code.length;
  const tell = (done: number): void => request.progress?.(done, total);
  const programs = request.isolate
    ? code.code.map((file) => [file])
    : [[...code.context, ...code.code]];
  const results = programs.map((files, index) => {
    const read = extractProgram({
      files,
      configs: request.isolate ? [] : code.configs,
      parsers,
      cache: request.cache ?? new Map(),
      tell: (done) => tell(request.isolate ? index : done),
    });
    return { read, result: judge(read.facts, request, means) };
  });
  return reportOf(request, results, maps.notes);
}

interface Means {
  readonly catalogue: Catalogue;
  readonly waivers: readonly Waiver[];
  readonly dataMap: DataMap | undefined;
}

function judge(facts: readonly Fact[], request: ScanRequest, means: Means): ScanResult {
  const { dataMap, catalogue, waivers } = means;
  return scan({
    policy: request.project.policy,
    facts,
    catalogue,
    waivers,
    today: dayOf(request.now),
    ...(dataMap !== undefined && { dataMap }),
    ...(request.baseline !== undefined && { baseline: request.baseline }),
  });
}

/**
 * The data maps of a scan. One that the policy names must be sound; one that merely stands below the
 * scanned paths may be anybody's, so what is wrong with it is a note.
 * @throws PolicyError for a named one that is not
 */
function dataMapsOf({ project, code, cwd, isolate }: ScanRequest): {
  readonly dataMaps: readonly DataMap[];
  readonly notes: readonly Note[];
} {
  if (isolate) return { dataMaps: [], notes: [] };
  const folders = project.compilation.dataMaps.map(
    (folder) => `${shownPath(resolve(cwd, folder), cwd)}/`,
  );
  const isNamed = ({ path }: SourceFile): boolean =>
    folders.some((folder) => path.startsWith(folder));
  const files = [...code.code, ...code.context];
  const named = compileDataMaps(code.dataMaps.filter(isNamed), files, project.policy);
  if (hasErrors(named.diagnostics))
    throw new PolicyError('a data map cannot be used', named.diagnostics);
  const found = compileDataMaps(
    code.dataMaps.filter((file) => !isNamed(file)),
    files,
    project.policy,
  );
  return {
    dataMaps: [...named.dataMaps, ...found.dataMaps],
    notes: [
      ...found.diagnostics.map(noteOfDiagnostic),
      ...folders
        .filter((folder) => !code.dataMaps.some(({ path }) => path.startsWith(folder)))
        .map((folder) => noteOfMissingMap(folder, project)),
    ],
  };
}

function reportOf(
  { code, only, isolate }: ScanRequest,
  results: readonly { readonly read: Extraction; readonly result: ScanResult }[],
  mapNotes: readonly Note[],
): ScanReport {
  const reported = only ?? new Set(code.code.map(({ path }) => path));
  const isReported = ({ at }: { readonly at: { readonly file: string } }): boolean =>
    reported.has(at.file);
  const findings = results.flatMap(({ result }) => result.findings).filter(isReported);
  const problems = results.flatMap(({ read }) => read.problems).filter(isReported);
  const expired = results
    .flatMap(({ result }) => result.expired)
    .filter(({ fingerprints }) => fingerprints.length > 0);
  const notes = [
    ...results.flatMap(({ result }) => result.notes).filter(isReported),
    ...problems.map(noteOfProblem),
    ...code.skipped.map(noteOfSkipped),
    ...mapNotes,
    ...(isolate || only !== undefined
      ? []
      : results.flatMap(({ result }) => result.unused).map(noteOfUnused)),
  ].toSorted(byPlace);
  const files = code.code.filter(({ path }) => reported.has(path));
  return {
    findings,
    notes,
    summary: {
      new: findings.filter(({ status }) => status === 'new').length,
      existing: findings.filter(({ status }) => status === 'existing').length,
      waived: findings.filter(({ status }) => status === 'waived').length,
      notes: notes.length,
      rules: results[0]?.result.summary.rules ?? [],
    },
    expired,
    files: files.length,
    lines: files.reduce((sum, { text }) => sum + linesOf(text), 0),
  };
}

function noteOfProblem({ at, message }: Problem): Note {
  return { rule: 'scan/unreadable', at, message };
}

function noteOfSkipped({ path, reason }: SkippedFile): Note {
  return { rule: 'scan/skipped', at: { file: path, ...TOP }, message: `not scanned: ${reason}` };
}

function noteOfDiagnostic({ at, message, code }: Diagnostic): Note {
  return { rule: code, at: { ...at, endLine: at.line, endColumn: at.column }, message };
}

/** A policy may be scanned with from elsewhere; then every store is unknown, and presumed to hold personal data. */
function noteOfMissingMap(folder: string, { name }: SoundProject): Note {
  const message = `the data map \`${folder}\` is not here, so no store is known`;
  return { rule: 'scan/data-map', at: { file: posix.join(name, 'policy.yaml'), ...TOP }, message };
}

function noteOfUnused({ at }: Waiver): Note {
  return {
    rule: 'waivers/unused',
    at,
    message: 'this waiver covers no finding any more: delete it',
  };
}

const TOP = { line: 1, column: 1, endLine: 1, endColumn: 1 } as const;

function byPlace(a: Note, b: Note): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column;
}

/** Lines of a text; a last one without a line break counts. */
function linesOf(text: string): number {
  let count = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
