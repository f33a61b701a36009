import type { Parsers, SqlParser } from '@troth/facts';
import { isTerraformPath, loadTerraformParser } from '@troth/facts';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

/** The parsers that are WASM, loaded once and only where a path needs them. */
export async function loadParsers(paths: readonly string[]): Promise<Parsers> {
  if (paths.some(isTerraformPath)) hcl ??= loadHcl();
  if (paths.some((path) => path.endsWith('.sql'))) sql ??= loadSql();
  const [readyHcl, readySql] = await Promise.all([hcl, sql]);
  return {
    ...(readyHcl === undefined ? {} : { hcl: readyHcl }),
    ...(readySql === undefined ? {} : { sql: readySql }),
  };
}

type Hcl = NonNullable<Parsers['hcl']>;

let hcl: Promise<Hcl> | undefined;
let sql: Promise<SqlParser> | undefined;

// Brings its own WASM; a tenth of a second, so only who has SQL pays it. PostgreSQL's grammar is one huge
// function: the optimising compiler takes two seconds and half a gigabyte over it, for migrations that the
// plain compiler's code reads in a tenth of a second.
async function loadSql(): Promise<SqlParser> {
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  return parseSync;
}

async function loadHcl(): Promise<Hcl> {
  const [runtime, grammar] = await Promise.all([
    readWasm(import.meta.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    readWasm(
      import.meta.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'),
    ),
  ]);
  return loadTerraformParser({ runtime, grammar });
}

async function readWasm(url: string): Promise<Uint8Array> {
  return readFile(fileURLToPath(url));
}
