import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Ids } from './ids.ts';

/**
 * This process among those on one database. The id stays with its `DATA_DIR`, which no two living
 * processes share, so what its predecessor had claimed is known to be free.
 */
export class Instance {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export function openInstance(path: string, ids: Ids): Instance {
  if (!existsSync(path)) writeFileSync(path, ids.id());
  return new Instance(readFileSync(path, 'utf8').trim());
}
