import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Keeps a second process out of `DATA_DIR`: an embedded database that two processes write is lost.
 * A lock left behind by a killed process is taken over.
 * @returns how to give it back
 * @throws Error when a living process holds it
 */
export function lockDataDir(dataDir: string, pid: number): () => void {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'service.pid');
  const holder = readHolder(path);
  if (holder !== undefined && holder !== pid && isAlive(holder)) {
    throw new Error(`${dataDir} is in use by process ${holder}`);
  }
  if (holder !== undefined) rmSync(path, { force: true });
  writeFileSync(path, `${pid}\n`, { flag: 'wx' });
  return () => rmSync(path, { force: true });
}

function readHolder(path: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Someone else's process: alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
