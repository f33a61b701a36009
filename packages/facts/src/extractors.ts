import type { Extractor } from './extraction.ts';

/** One line a kind of file; the first that reads a path wins. */
export const extractors: readonly Extractor[] = [];
