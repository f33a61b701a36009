import type { Extraction } from '@troth/facts';
import type { InCodeWaiver } from '@troth/scanner';

/** A file of code, and how its text is had. */
export interface CodeFile {
  /** As messages name it. */
  readonly path: string;
  readonly absolute: string;
  /** Absent: it still lies on the disk, for whoever extracts it. */
  readonly text?: string;
  readonly bytes?: number;
  /** Git's id of the content, where that is known. */
  readonly id?: string;
}

/** All that a scan keeps of one file: plain values, made from its path and content alone. */
export interface FileReading {
  readonly path: string;
  /** Git's id of the content. */
  readonly id: string;
  readonly lines: number;
  /** What the text seems to import, as written; perhaps too much, never too little. */
  readonly imports: readonly string[];
  readonly ignores: readonly InCodeWaiver[];
  readonly extraction: Extraction;
}

/** Before the path of a file that is named as such, and not as a module. */
export const FILE = 'file:';

/** A file that was not read, and why; the scan says so. */
export interface NotRead {
  readonly path: string;
  readonly reason: string;
}

export type FileOutcome = FileReading | NotRead;
