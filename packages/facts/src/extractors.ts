import { cloudFormationExtractor } from './cloudformation/cloudformation-extractor.ts';
import { dockerfile } from './dockerfile/dockerfile.ts';
import type { Extractor } from './extraction.ts';
import { packageJson } from './package-json/package-json.ts';
import { prismaExtractor } from './prisma/prisma-extractor.ts';
import { terraformExtractor } from './terraform/terraform-extractor.ts';
import { typescript } from './typescript/extractor.ts';

/** One line a kind of file; the first that reads a path wins. */
export const extractors: readonly Extractor[] = [
  cloudFormationExtractor,
  dockerfile,
  packageJson,
  prismaExtractor,
  terraformExtractor,
  typescript,
];
