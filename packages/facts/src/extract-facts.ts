import type { Extraction, ExtractionContext, SourceText } from './extraction.ts';
import { extractors } from './extractors.ts';

/**
 * What a file says. A file of no known kind says nothing; a file of a known kind that cannot be
 * read has a problem, which the caller must show: it is not a pass.
 */
export function extractFacts(file: SourceText, context: ExtractionContext): Extraction {
  const extractor = extractors.find(
    ({ reads, recognises }) => reads(file.path) && recognises?.(file.text) !== false,
  );
  return extractor === undefined ? { facts: [], problems: [] } : extractor.extract(file, context);
}

/** Whether some extractor reads files of this path, so that a caller need not load the others. */
export function isExtractable(path: string): boolean {
  return extractors.some(({ reads }) => reads(path));
}
