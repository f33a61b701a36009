import type { DataMap } from '@troth/compiler';
import type { Diagnostic } from '@troth/diagnostics';
import { hasErrors } from '@troth/diagnostics';
import type { Note } from '@troth/scanner';
import type { SourceFile } from '@troth/sources';
import { posix, resolve } from 'node:path';
import { compileDataMaps } from '../data-maps.ts';
import { PolicyError } from '../failures.ts';
import type { SoundProject } from '../project.ts';
import { shownPath } from '../shown-path.ts';
import type { CodeBase } from './code-base.ts';
import type { ScanRequest } from './scan-project.ts';

export interface ScanDataMaps {
  readonly dataMaps: readonly DataMap[];
  readonly notes: readonly Note[];
}

/**
 * The data maps of a scan. One that the policy names must be sound; one that merely stands below the
 * scanned paths may be anybody's, so what is wrong with it is a note.
 * @throws PolicyError for a named one that is not
 */
export function dataMapsFor({ project, code, cwd, isolate }: ScanRequest): ScanDataMaps {
  if (isolate) return { dataMaps: [], notes: [] };
  const folders = project.compilation.dataMaps.map(
    (folder) => `${shownPath(resolve(cwd, folder), cwd)}/`,
  );
  const isNamed = ({ path }: SourceFile): boolean =>
    folders.some((folder) => path.startsWith(folder));
  const files = [...code.joined, ...code.context];
  const named = compileDataMaps(code.dataMaps.filter(isNamed), files, project.policy);
  if (hasErrors(named.diagnostics))
    throw new PolicyError('a data map cannot be used', named.diagnostics);
  const found = compileDataMaps(
    code.dataMaps.filter((file) => !isNamed(file)),
    files,
    project.policy,
  );
  return {
    dataMaps: [...(isElsewhere(code) ? [] : named.dataMaps), ...found.dataMaps],
    notes: [
      ...found.diagnostics.map(noteOfDiagnostic),
      ...folders
        .filter((folder) => !code.dataMaps.some(({ path }) => path.startsWith(folder)))
        .map((folder) => noteOfMissingMap(folder, project)),
    ],
  };
}

/** Whether all that is scanned lies outside the working directory: another application, of whose stores the policy's maps say nothing. */
function isElsewhere({ code, joined }: CodeBase): boolean {
  const scanned = [...code, ...joined];
  return scanned.length > 0 && scanned.every(({ path }) => posix.isAbsolute(path));
}

function noteOfDiagnostic({ at, message, code }: Diagnostic): Note {
  return { rule: code, at: { ...at, endLine: at.line, endColumn: at.column }, message };
}

/** A policy may be scanned with from elsewhere; then every store is unknown, and presumed to hold personal data. */
function noteOfMissingMap(folder: string, { name }: SoundProject): Note {
  const message = `the data map \`${folder}\` is not here, so no store is known`;
  const at = {
    file: posix.join(name, 'policy.yaml'),
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  };
  return { rule: 'scan/data-map', at, message };
}
