import type { Extraction, ExtractionContext, Extractor, SourceText } from '../extraction.ts';
import { extractTerraform } from './extract-terraform.ts';
import { isTerraformPath } from './terraform-path.ts';

/** Reads a `.tf` file as a folder of one; `extractTerraform` reads a whole folder. */
export const terraformExtractor: Extractor = {
  name: 'Terraform',
  reads: isTerraformPath,
  extract: extractFile,
};

function extractFile(file: SourceText, context: ExtractionContext): Extraction {
  const parser = context.parsers.hcl;
  if (parser !== undefined) return extractTerraform([file], parser);
  const at = { file: file.path, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { facts: [], problems: [{ at, message: 'no parser for Terraform was loaded' }] };
}
