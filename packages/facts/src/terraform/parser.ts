import { Language, Parser } from 'web-tree-sitter';

/** The two WASM files as bytes: `web-tree-sitter.wasm` and `tree-sitter-terraform.wasm`. */
export interface TerraformWasm {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/**
 * A parser of Terraform's HCL. The bytes come from the caller, so nothing here reads a disk.
 * @throws Error when the bytes are no WASM of this grammar: a broken installation
 */
export async function loadTerraformParser(wasm: TerraformWasm): Promise<Parser> {
  await Parser.init({ wasmBinary: wasm.runtime });
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm.grammar));
  return parser;
}
