/** One file of the page set, to be written or served as it is. */
export interface PageFile {
  /** Relative to the page's folder, with `/`. */
  readonly path: string;
  /** UTF-8. */
  readonly text: string;
}
