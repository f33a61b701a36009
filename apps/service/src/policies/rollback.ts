import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CompiledPolicy } from '@troth/compiler';

/** Somebody has decided that an older version shall be in force again. */
export interface Rollback {
  /** Hash of the version that is left. */
  readonly from: string;
  readonly by: string;
  readonly because: string;
}

/**
 * What is stated in `rollback.json` beside the bundle file: `from` and `to` (hash or day of
 * publication), `by` and `because`. None where there is no such file, or it is about other versions.
 */
export function statedRollback(
  bundleFile: string,
  inUse: CompiledPolicy,
  next: CompiledPolicy,
): Rollback | undefined {
  const { from, to, by, because } = fieldsOf(contentOf(bundleFile));
  const isSaid = [by, because].every((text) => typeof text === 'string' && text.trim() !== '');
  if (!isSaid || !isNamed(inUse, from) || !isNamed(next, to)) return undefined;
  return { from: inUse.hash, by: String(by), because: String(because) };
}

/** A statement counts once. */
export function spentRollback(bundleFile: string): void {
  rmSync(fileOf(bundleFile), { force: true });
}

function isNamed({ hash, version }: CompiledPolicy, name: unknown): boolean {
  return name === hash || name === version.published;
}

function fileOf(bundleFile: string): string {
  return join(dirname(bundleFile), 'rollback.json');
}

/** What cannot be read says nothing: the version in use stays. */
function contentOf(bundleFile: string): unknown {
  try {
    return JSON.parse(readFileSync(fileOf(bundleFile), 'utf8'));
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isAbsent || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
