import { randomBytes } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { CannotOpen, open, seal } from './committed-cipher.ts';
import type { KeyEncryptionKeys, KeyOwner, WrappedKey } from './key-encryption-keys.ts';
import { boundTo } from './place.ts';
import { fieldsOf } from './sql-client.ts';

interface KeyFile {
  readonly format: 1;
  readonly current: string;
  /** Base64 of 32 bytes, by name. */
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * Key-encryption keys in a file that its owner alone may read; made when it is absent. Keep it away
 * from the database's backups: who has both has everything. A process that runs wraps with the key
 * that was current when it started, and unwraps with those that were added since.
 * @throws Error when the file is open to others, or not one of ours
 */
export async function localKeys(path: string): Promise<KeyEncryptionKeys> {
  await makeWhenAbsent(path);
  const { current, keys: first } = await readKeys(path);
  let keys = first;
  return {
    current,
    wrap: (key, owner) =>
      Promise.resolve({ kek: current, bytes: seal(keyOf(first, current), key, bound(owner)) }),
    unwrap: async ({ kek, bytes }: WrappedKey, owner) => {
      if (!Object.hasOwn(keys, kek)) ({ keys } = await readKeys(path));
      return open(keyOf(keys, kek), bytes, bound(owner));
    },
  };
}

/** Adds a key that wraps from now on; those of before still unwrap. @returns its name */
export async function addLocalKey(path: string): Promise<string> {
  const { keys } = await readKeys(path);
  const made = newKey();
  const file: KeyFile = { format: 1, current: made.name, keys: { ...keys, [made.name]: made.key } };
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, JSON.stringify(file), { mode: 0o600, flush: true });
  await rename(draft, path);
  return made.name;
}

async function makeWhenAbsent(path: string): Promise<void> {
  const { name, key } = newKey();
  const file: KeyFile = { format: 1, current: name, keys: { [name]: key } };
  try {
    await writeFile(path, JSON.stringify(file), { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

async function readKeys(path: string): Promise<KeyFile> {
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0)
    throw new Error(`${path} can be read by others: chmod 600 it, and rotate its keys`);
  const value: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!isKeyFile(value)) throw new Error(`${path} is not a file of key-encryption keys`);
  return value;
}

function isKeyFile(value: unknown): value is KeyFile {
  const { format, current, keys } = fieldsOf(value);
  if (format !== 1 || typeof current !== 'string' || typeof keys !== 'object') return false;
  const all = new Map(Object.entries(fieldsOf(keys)));
  const isKey = (key: unknown): boolean =>
    typeof key === 'string' && Buffer.from(key, 'base64').length === 32;
  return [...all.values()].every(isKey) && all.has(current);
}

function keyOf(keys: KeyFile['keys'], name: string): Buffer {
  const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (key === undefined) throw new CannotOpen(`there is no key-encryption key \`${name}\``);
  return Buffer.from(key, 'base64');
}

function newKey(): { readonly name: string; readonly key: string } {
  return { name: `k-${randomBytes(8).toString('hex')}`, key: randomBytes(32).toString('base64') };
}

function bound({ tenant, subject, class: of }: KeyOwner): Buffer {
  return boundTo(['troth data key', tenant, subject, of]);
}
