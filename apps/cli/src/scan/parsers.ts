import type { Parsers } from '@troth/facts';
import { loadTerraformParser } from '@troth/facts';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The parsers that are WASM, loaded once and only where a path needs them. */
export async function loadParsers(paths: readonly string[]): Promise<Parsers> {
  if (!paths.some((path) => path.endsWith('.tf'))) return {};
  hcl ??= loadHcl();
  return { hcl: await hcl };
}

type Hcl = NonNullable<Parsers['hcl']>;

let hcl: Promise<Hcl> | undefined;

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
