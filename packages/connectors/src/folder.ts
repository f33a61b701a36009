import type { Dirent } from 'node:fs';
import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connector, ErasureStep, ObjectsStep, Probe, StepResult } from '@troth/erasure';
import type { ValueReader } from './column-values.ts';
import { codeOf, gone, left, misdirected, refused, retryable, textOf } from './outcome.ts';

export interface FolderOptions {
  readonly store: string;
  /** The folder that is the bucket; the keys of its objects are the paths below it. */
  readonly root: string;
  readonly values: ValueReader;
}

/**
 * A bucket as a folder. It never leaves the folder: a key or prefix with a relative part is refused,
 * and so is one whose way leads through a symbolic link. A link below a prefix is removed, not followed.
 */
export function folder(options: FolderOptions): Connector {
  return {
    store: options.store,
    kind: 'folder',
    erase: (step, signal) => erase(options, step, signal),
    probe: (step, signal) => probe(options, step, signal),
  };
}

async function erase(
  options: FolderOptions,
  step: ErasureStep,
  signal: AbortSignal,
): Promise<StepResult> {
  if (step.kind !== 'objects') return refused(misdirected('bucket', step.kind));
  let erased = 0;
  try {
    for await (const path of objectsOf(options, step, signal)) {
      if (await removed(path)) erased += 1;
    }
    if (step.prefix !== undefined) await removeEmpty(options.root, step.prefix);
    return gone(erased);
  } catch (error) {
    if (error instanceof OutOfBounds) return refused(error.message, erased);
    const code = codeOf(error);
    const cause = code === undefined ? textOf(error) : `the folder answered ${code}`;
    return code !== undefined && REFUSALS.has(code)
      ? refused(cause, erased)
      : retryable(cause, erased);
  }
}

async function probe(
  options: FolderOptions,
  step: ErasureStep,
  signal: AbortSignal,
): Promise<Probe> {
  if (step.kind !== 'objects') return { kind: 'unknown', cause: misdirected('bucket', step.kind) };
  try {
    const found = new Set<string>();
    for await (const path of objectsOf(options, step, signal)) found.add(path);
    return left(found.size);
  } catch (error) {
    const code = codeOf(error);
    return {
      kind: 'unknown',
      cause: code === undefined ? textOf(error) : `the folder answered ${code}`,
    };
  }
}

const REFUSALS: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR']);

/** A key or prefix that could reach what is not the bucket's. The message names no key: keys hold ids. */
class OutOfBounds extends Error {}

/** Every object of the step that is there. A bucket that is not there is an error, not an empty one. */
async function* objectsOf(
  { root, values }: FolderOptions,
  step: ObjectsStep,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const bucket = await lstat(root);
  if (!bucket.isDirectory()) throw new OutOfBounds('the bucket is not a folder');
  if (step.prefix !== undefined) {
    if (!step.prefix.endsWith('/')) throw new OutOfBounds('the prefix does not end in `/`');
    const start = await resolved(root, step.prefix.slice(0, -1));
    if (start?.isDirectory() === true) yield* below(start.path, signal);
  }
  for (const keys of step.keys) {
    for await (const key of values(keys, signal)) {
      signal.throwIfAborted();
      const found = await resolved(root, key);
      if (found !== undefined && !found.isDirectory()) yield found.path;
    }
  }
}

async function* below(path: string, signal: AbortSignal): AsyncGenerator<string> {
  for (const entry of await entriesOf(path)) {
    signal.throwIfAborted();
    const inner = join(path, entry.name);
    if (entry.isDirectory()) yield* below(inner, signal);
    else yield inner;
  }
}

/** The place of a key, each part of the way looked at without following links; undefined: not there. */
async function resolved(
  root: string,
  key: string,
): Promise<{ readonly path: string; isDirectory(): boolean } | undefined> {
  const parts = key.split('/');
  if (
    parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\u0000'))
  ) {
    throw new OutOfBounds('a key or prefix has an empty or relative part');
  }
  let path = root;
  for (const [index, part] of parts.entries()) {
    path = join(path, part);
    const found = await statOf(path);
    if (found === undefined) return undefined;
    if (index === parts.length - 1) return { path, isDirectory: () => found.isDirectory() };
    if (found.isSymbolicLink()) throw new OutOfBounds('the way to an object leads through a link');
    if (!found.isDirectory()) return undefined;
  }
  return undefined;
}

async function statOf(path: string): Promise<Awaited<ReturnType<typeof lstat>> | undefined> {
  return unlessGone(lstat(path));
}

async function entriesOf(path: string): Promise<Dirent[]> {
  return (await unlessGone(readdir(path, { withFileTypes: true }))) ?? [];
}

async function removed(path: string): Promise<boolean> {
  return (await unlessGone(unlink(path).then(() => true))) ?? false;
}

/**
 * Folders are no objects, and an empty one that is called after a subject still tells of it: those
 * below the prefix go, and those above it that nothing is left in, up to the bucket.
 */
async function removeEmpty(root: string, prefix: string): Promise<void> {
  const start = await resolved(root, prefix.slice(0, -1));
  if (start?.isDirectory() === true) await removeTree(start.path);
  const parts = prefix.slice(0, -1).split('/');
  for (let depth = parts.length; depth > 0; depth -= 1) {
    if (!(await removedEmpty(join(root, ...parts.slice(0, depth))))) return;
  }
}

async function removeTree(path: string): Promise<void> {
  for (const entry of await entriesOf(path)) {
    if (entry.isDirectory()) await removeTree(join(path, entry.name));
  }
  await removedEmpty(path);
}

/** Whether the folder is gone; one with something in it stays. */
async function removedEmpty(path: string): Promise<boolean> {
  try {
    await rmdir(path);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return true;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw error;
  }
}

async function unlessGone<Value>(operation: Promise<Value>): Promise<Value | undefined> {
  try {
    return await operation;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
