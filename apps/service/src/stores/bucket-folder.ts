import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A bucket as a folder below `buckets`, filled once from the seed: what was erased stays erased, and
 * a start that was killed while it copied begins again.
 * @returns the folder
 */
export function openBucketFolder(
  buckets: string,
  bucket: string,
  seed: string | undefined,
): string {
  const folder = join(buckets, bucket);
  const marker = join(buckets, `.${bucket}.seeded`);
  mkdirSync(buckets, { recursive: true });
  if (seed === undefined || existsSync(marker)) {
    mkdirSync(folder, { recursive: true });
    return folder;
  }
  if (!existsSync(folder)) {
    const copy = join(buckets, `.${bucket}.copying`);
    rmSync(copy, { recursive: true, force: true });
    cpSync(seed, copy, { recursive: true });
    renameSync(copy, folder);
  }
  writeFileSync(marker, '');
  return folder;
}
