import type { Parsers } from '@troth/facts';
import { loadTerraformParser } from '@troth/facts';
import type { SourceFile } from '@troth/sources';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The parsers that are WASM, loaded only where a file needs them. */
export async function loadParsers(files: readonly SourceFile[]): Promise<Parsers> {
  if (!files.some(({ path }) => path.endsWith('.tf'))) return {};
  const [runtime, grammar] = await Promise.all([
    wasm('web-tree-sitter/web-tree-sitter.wasm'),
    wasm('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'),
  ]);
  return { hcl: await loadTerraformParser({ runtime, grammar }) };
}

async function wasm(specifier: string): Promise<Uint8Array> {
  return readFile(fileURLToPath(import.meta.resolve(specifier)));
}
