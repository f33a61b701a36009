import type { Compilation, CompiledPolicy } from '@troth/compiler';
import { compilePolicy } from '@troth/compiler';
import type { Diagnostic } from '@troth/diagnostics';
import { sortDiagnostics } from '@troth/diagnostics';
import type { Reading, SourceFile } from '@troth/sources';
import { readPolicyAt, readPolicyFolder } from '@troth/sources';
import { posix, resolve } from 'node:path';
import { PolicyError } from './failures.ts';
import { shownPath } from './shown-path.ts';

/** One policy, read and compiled, with the files it came from. */
export interface Project {
  /** The folder or `REF:folder`, as messages name it. */
  readonly name: string;
  /** Paths as messages name them. */
  readonly files: readonly SourceFile[];
  readonly compilation: Compilation;
  /** Of reading and compiling, sorted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A project whose policy compiles. */
export interface SoundProject extends Project {
  readonly policy: CompiledPolicy;
}

/** Loads the policy of a folder. What is wrong with it is in `diagnostics`. */
export async function loadProject(dir: string, cwd: string): Promise<Project> {
  const name = shownPath(resolve(cwd, dir), cwd);
  return projectOf(name, await readPolicyFolder(resolve(cwd, dir)));
}

/** Loads the policy of a folder as it stood at a git ref. */
export async function loadProjectAt(ref: string, dir: string, cwd: string): Promise<Project> {
  const name = `${ref}:${shownPath(resolve(cwd, dir), cwd)}`;
  return projectOf(name, await readPolicyAt(ref, dir, cwd));
}

/** The project of a command that works with a policy and does not judge it. */
export async function loadSoundProject(dir: string, cwd: string): Promise<SoundProject> {
  return sound(await loadProject(dir, cwd));
}

/** @throws PolicyError where the policy does not compile */
export function sound(project: Project): SoundProject {
  const { policy } = project.compilation;
  const broken = project.diagnostics.some(({ severity }) => severity === 'error');
  if (policy !== undefined && !broken) return { ...project, policy };
  throw new PolicyError(`the policy in ${project.name} does not compile`, project.diagnostics);
}

/** A reading with problems is still compiled, so that all of them come at once; nothing at all is one problem, not two. */
function projectOf(name: string, reading: Reading): Project {
  const named = (path: string): string => (path === '.' ? name : posix.join(name, path));
  const files = reading.files.map(({ path, text }) => ({ path: named(path), text }));
  const problems = reading.diagnostics.map((found) => ({
    ...found,
    at: { ...found.at, file: named(found.at.file) },
  }));
  const compilation = files.length === 0 ? NOTHING : compilePolicy(files);
  return {
    name,
    files,
    compilation,
    diagnostics: sortDiagnostics([...problems, ...compilation.diagnostics]),
  };
}

const NOTHING: Compilation = { origins: new Map(), dataMaps: [], diagnostics: [] };
