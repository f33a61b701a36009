import type { KeyObject } from 'node:crypto';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from './failures.ts';
import { cannotWrite } from './write-failure.ts';

export interface SigningKey {
  readonly key: KeyObject;
  /** Whether the file was made just now. */
  readonly made: boolean;
}

/**
 * The Ed25519 private key of a PEM file (PKCS #8). Where there is no file, one is made that only
 * its owner can read.
 * @throws UsageError for a file that holds something else
 */
export async function openSigningKey(path: string): Promise<SigningKey> {
  const pem = await readIfThere(path);
  if (pem === undefined) return { key: await makeKey(path), made: true };
  const key = parse(pem);
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new UsageError(`\`${path}\` holds no Ed25519 private key in PEM`);
  }
  return { key, made: false };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError(`the key \`${path}\` cannot be read`, { cause: error });
  }
}

async function makeKey(path: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    await mkdir(dirname(path), { recursive: true });
    // `wx`: of two that start together, one makes the key and the other fails instead of replacing it.
    await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
      flag: 'wx',
    });
  } catch (error) {
    throw cannotWrite(path, error);
  }
  return privateKey;
}

function parse(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    // Whatever is wrong with it, the file is not a key, which the caller says with its name.
    return undefined;
  }
}
