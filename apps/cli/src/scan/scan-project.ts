import type { DataMap } from '@troth/compiler';
import type { Extraction, Parsers } from '@troth/facts';
import type {
  Baseline,
  Catalogue,
  InCodeWaiver,
  ScanResult,
  Unreadable,
  Waiver,
} from '@troth/scanner';
import { inCodeWaivers, scan } from '@troth/scanner';
import type { SourceFile } from '@troth/sources';
import { posix } from 'node:path';
import { joinDataMaps } from '../data-maps.ts';
import type { SoundProject } from '../project.ts';
import { dayOf, waiversOf } from '../waivers.ts';
import type { Since } from './affected.ts';
import { affectedBy } from './affected.ts';
import { loadCatalogue } from './catalogue.ts';
import type { CodeBase } from './code-base.ts';
import { extractDeployed, joinProgram } from './extraction.ts';
import { loadParsers } from './parsers.ts';
import { contentOf } from './read-file.ts';
import type { ReadFiles } from './reader.ts';
import type { FileReading } from './reading.ts';
import { Reader } from './reader.ts';
import { ReadingCache } from './reading-cache.ts';
import { overclaimNotes } from './overclaim-notes.ts';
import { dataMapsFor } from './scan-data-maps.ts';
import type { ScanReport } from './scan-report.ts';
import { reportOf } from './scan-report.ts';

/** What a scan is asked. */
export interface ScanRequest {
  readonly project: SoundProject;
  readonly code: CodeBase;
  readonly cwd: string;
  readonly now: Date;
  /** Each file is a program of its own: no data map, no schema, no module beside it. */
  readonly isolate: boolean;
  readonly baseline?: Baseline;
  /** Read and report only what this change can affect; absent: all. */
  readonly since?: Since;
  /** Reads the code, and is closed by whoever made it; absent: one for this scan alone. */
  readonly reader?: Reader;
  /** Whether the whole application is looked at, so that what the policy says too much can be told. */
  readonly isComplete?: boolean;
  /** Told how far the reading of code has come. */
  readonly progress?: (done: number, total: number) => void;
}

/** Judges code, schemas and infrastructure by a policy. */
export async function scanProject(request: ScanRequest): Promise<ScanReport> {
  const reader = request.reader ?? new Reader(ReadingCache.inMemory());
  try {
    return await scanWith(reader, request);
  } finally {
    if (request.reader === undefined) await reader.close();
  }
}

async function scanWith(reader: Reader, asked: ScanRequest): Promise<ScanReport> {
  const request = { ...asked, code: withoutPolicy(asked) };
  const { project, code, now, since } = request;
  const maps = dataMapsFor(request);
  const affected = since === undefined ? undefined : await affectedBy(since, code, reader);
  const wanted =
    affected === undefined ? code.code : code.code.filter(({ path }) => affected.read.has(path));
  // Threads read the code meanwhile.
  const [read, deployed, catalogue] = await Promise.all([
    reader.read(wanted, (done) => request.progress?.(done, wanted.length)),
    deployedFor(request),
    loadCatalogue(),
  ]);
  const { waivers, unreadable } = await waiversOf(project, now);
  const dataMap = joinDataMaps(maps.dataMaps);
  const isPartial = affected !== undefined;
  const means: Means = { catalogue, waivers, unreadable, dataMap, isPartial };
  const programs = await programsOf(request, read, deployed);
  const judged = programs.map((program) => ({
    problems: program.extraction.problems,
    unread: program.extraction.unread ?? [],
    result: judge(program, request, means),
  }));
  const overclaims =
    request.isComplete === true && affected === undefined
      ? programs.flatMap(({ extraction }) => overclaimNotes(project, extraction.facts, dataMap))
      : [];
  return reportOf({
    code,
    read,
    judged,
    unreadable,
    isWhole: !request.isolate && affected === undefined,
    mapNotes: [...maps.notes, ...overclaims],
    ...(affected !== undefined && { only: affected.reported }),
  });
}

/** The promises are no part of the code that keeps them. */
function withoutPolicy({ code, project }: ScanRequest): CodeBase {
  const folder = `${project.name}/`;
  return { ...code, code: code.code.filter(({ path }) => !path.startsWith(folder)) };
}

interface Means {
  readonly catalogue: Catalogue;
  readonly waivers: readonly Waiver[];
  readonly unreadable: readonly Unreadable[];
  readonly dataMap: DataMap | undefined;
  /** Code of the program stands elsewhere, unread. */
  readonly isPartial: boolean;
}

/** Facts that are judged together, with the comments in their code. */
interface Program {
  readonly extraction: Extraction;
  readonly inCode: readonly InCodeWaiver[];
  /** The path of a file that is a program by itself. */
  readonly name?: string;
}

/** What schemas and infrastructure say together; nothing where each file is a program by itself. */
async function deployedFor({ code, isolate }: ScanRequest): Promise<readonly Extraction[]> {
  return isolate ? [] : extractDeployed(code.joined, await parsersFor(code));
}

async function parsersFor({ joined }: CodeBase): Promise<Parsers> {
  return loadParsers(joined.map(({ path }) => path));
}

async function programsOf(
  { code, isolate }: ScanRequest,
  { readings }: ReadFiles,
  deployed: readonly Extraction[],
): Promise<readonly Program[]> {
  const inCode = [
    ...readings.flatMap(({ ignores }) => ignores),
    ...code.joined.flatMap(inCodeWaivers),
  ];
  if (!isolate) {
    const schemas = [...code.context.filter(speaksOf(readings)), ...code.joined];
    const { configs } = code;
    const extraction = joinProgram({ readings, schemas, deployed, configs, textOf: textsOf(code) });
    return [{ extraction, inCode }];
  }
  const parsers = await parsersFor(code);
  const alone = [
    ...readings.map((reading) => ({ path: reading.path, readings: [reading], schemas: [] })),
    ...code.joined.map((file) => ({ path: file.path, readings: [], schemas: [file] })),
  ];
  return alone.map(({ path, ...files }) => ({
    extraction: joinProgram({
      ...files,
      deployed: extractDeployed(files.schemas, parsers),
      configs: [],
    }),
    inCode: inCode.filter(({ at }) => at.file === path),
    name: path,
  }));
}

/** Texts of code by path; what cannot be read is as if it were not there, and was said when it was read. */
function textsOf({ code }: CodeBase): (path: string) => string | undefined {
  const files = new Map(code.map((file) => [file.path, file]));
  return (path) => {
    const file = files.get(path);
    const content = file === undefined ? undefined : contentOf(file);
    return content !== undefined && 'text' in content ? content.text : undefined;
  };
}

/** Whether a schema that is not scanned itself is that of scanned code: another application has a `User` of its own. */
function speaksOf(readings: readonly FileReading[]): (schema: SourceFile) => boolean {
  return ({ path }) => {
    const application = posix.dirname(posix.dirname(path));
    return application === '.' || readings.some((one) => one.path.startsWith(`${application}/`));
  };
}

function judge(program: Program, request: ScanRequest, means: Means): ScanResult {
  const { dataMap, catalogue, waivers, isPartial } = means;
  return scan({
    policy: request.project.policy,
    facts: program.extraction.facts,
    catalogue,
    waivers,
    inCode: program.inCode,
    today: dayOf(request.now),
    isPartial,
    ...(program.name !== undefined && { program: program.name }),
    ...(dataMap !== undefined && { dataMap }),
    ...(request.baseline !== undefined && { baseline: request.baseline }),
  });
}
