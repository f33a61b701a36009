import { lineIndex } from '@troth/diagnostics';

import type { Extractor } from '../extraction.ts';
import { extractSql } from './extract-sql.ts';

/** Reads one `.sql` file as all there is; `extractSql` reads the migrations of a database in order. */
export const sqlExtractor: Extractor = {
  name: 'SQL',
  reads: (path) => path.endsWith('.sql'),
  extract: (file, { parsers }) => {
    if (parsers.sql !== undefined) return extractSql([file], parsers.sql);
    const at = lineIndex(file.path, file.text).span(0, 0);
    return { facts: [], problems: [{ at, message: 'no parser of SQL was given' }] };
  },
};
