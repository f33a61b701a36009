import type { Extractor } from '../extraction.ts';
import { extractPrisma } from './extract-prisma.ts';

/** Reads a `.prisma` file as a schema of one file; `extractPrisma` reads a schema of several. */
export const prismaExtractor: Extractor = {
  name: 'Prisma',
  reads: (path) => path.endsWith('.prisma'),
  extract: (file) => extractPrisma([file]),
};
