import { keyIdOf } from '@troth/audit';
import type { VersionKeys } from '@troth/versions';
import { KEYS_FILE, readKeys } from '@troth/versions';
import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { UsageError } from './failures.ts';
import { shownPath } from './shown-path.ts';
import { openSigningKey } from './signing-key.ts';

/** What decides whether a key may sign a version. */
export interface KeyTerms {
  /** The file of public keys beside the versions; absent before the first. */
  readonly keysBytes: Uint8Array | undefined;
  readonly trust: 'known keys' | 'new key';
  readonly cwd: string;
  readonly say: (line: string) => void;
}

/**
 * The key that signs a version, and the public keys known so far. It is made only for a first version
 * or where a new key is asked for, so that a mistyped path signs nothing.
 * @param path absolute
 */
export async function openVersionKey(
  path: string,
  { keysBytes, trust, cwd, say }: KeyTerms,
): Promise<{ readonly key: KeyObject; readonly known: VersionKeys }> {
  const known = keysBytes === undefined ? NO_KEYS : readKeys(new TextDecoder().decode(keysBytes));
  if (typeof known === 'string') throw new UsageError(`${KEYS_FILE}: ${known}`);
  const mayBeNew = known.size === 0 || trust === 'new key';
  const shown = shownPath(path, cwd);
  const mode = await modeOf(path);
  if (mode === undefined && !mayBeNew)
    throw new UsageError(
      `there is no key \`${shown}\`; the versions here are signed with ${[...known.keys()].join(', ')}`,
    );
  if (mode !== undefined && (mode & 0o077) !== 0 && process.platform !== 'win32')
    throw new UsageError(`others may read the key \`${shown}\`: chmod 600 it`);
  const { key, made } = await openSigningKey(path);
  if (made) say(`made the signing key ${shown}; keep it secret, and out of git`);
  const id = keyIdOf(createPublicKey(key));
  if (!known.has(id) && !mayBeNew)
    throw new UsageError(
      `\`${shown}\` is not a key of ${KEYS_FILE}; \`--trust-new-key\` adds it, for readers to trust from now on`,
    );
  return { key, known };
}

const NO_KEYS: VersionKeys = new Map();

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError(`the key \`${path}\` cannot be read`, { cause: error });
  }
}
