import type { Span } from '@troth/diagnostics';
import type { Parser } from 'web-tree-sitter';

import type { Fact } from './facts.ts';
import type { FileFlow } from './flow/file-flow.ts';
import type { Together } from './together/together.ts';
import type { SqlParser } from './sql/parser.ts';

/** One file as text; `path` is what facts and problems call it. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** What one file says. Never thrown, never skipped: what could not be read stands in `problems`. */
export interface Extraction {
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  /** What a file leads to and nobody judged: no fault of the file, and no pass either. */
  readonly unread?: readonly Problem[];
  /** Set where this file means something only with others, which `joinFiles` reads with it. */
  readonly together?: Together;
  /** What code says about where values go; `linkFlows` makes facts of it once all files are read. */
  readonly flow?: FileFlow;
}

/** A place that could not be read, for example a syntax error. */
export interface Problem {
  readonly at: Span;
  readonly message: string;
}

/** What an extractor needs from elsewhere; plain values, and parsers that the caller has loaded. */
export interface ExtractionContext {
  readonly parsers: Parsers;
}

/** Parsers that are WASM and so need bytes, which only the caller may read. */
export interface Parsers {
  /** A parser whose language is HCL; without it a Terraform file is a problem. */
  readonly hcl?: Parser;
  /** PostgreSQL's own; without it a file of SQL is a problem. */
  readonly sql?: SqlParser;
}

/** Reads one kind of file; adding a kind is one of these and a line in `extractors.ts`. */
export interface Extractor {
  /** The kind, as a message calls it (`TypeScript`). */
  readonly name: string;
  /** Whether a file with this path is its kind. */
  readonly reads: (path: string) => boolean;
  /** Whether the text is its kind too, where the path does not tell; cheap, for every such file is asked. */
  readonly recognises?: (text: string) => boolean;
  readonly extract: (file: SourceText, context: ExtractionContext) => Extraction;
}
