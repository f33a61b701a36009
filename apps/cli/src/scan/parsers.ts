import type { Parsers } from '@troth/facts';
import { loadTerraformParser } from '@troth/facts';
import type { SourceFile } from '@troth/sources';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The parsers that are WASM, loaded only where a file needs them. */
export async function loadParsers(files: readonly SourceFile[]): Promise<Parsers> {
  if (!files.some(({ path }) => path.endsWith('.tf'))) return {};
  const [runtime, grammar] = await Promise.all([
    readWasm(import.meta.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    readWasm(
      import.meta.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'),
    ),
  ]);
  return { hcl: await loadTerraformParser({ runtime, grammar }) };
}

async function readWasm(url: string): Promise<Uint8Array> {
  return readFile(fileURLToPath(url));
}
