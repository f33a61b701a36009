import type { CompiledPolicy } from '@troth/compiler';
import { machineCopy } from './machine-copy.ts';
import { pageDocument } from './page-document.ts';
import type { PageOptions } from './page-options.ts';
import { styleSheet } from './style-sheet.ts';
import { wordsFor } from './words/words.ts';

/** One file of the page set, to be written or served as it is. */
export interface PageFile {
  /** Relative to the page's folder, with `/`. */
  readonly path: string;
  /** UTF-8. */
  readonly text: string;
}

/**
 * The page set: `index.html`, the same page under its language, the machine copy and the style sheet.
 * @throws RangeError for a language the page has no words in
 */
export function renderPage(policy: CompiledPolicy, options: PageOptions = {}): readonly PageFile[] {
  const words = wordsFor(options.language ?? 'en');
  const folder = `${words.language}/`;
  const page = (base: string): string => pageDocument(policy, words, base, options.status);
  return [
    { path: 'index.html', text: page(options.base ?? '') },
    { path: `${folder}index.html`, text: page(options.base ?? '../') },
    { path: 'privacy.json', text: machineCopy(policy, words) },
    { path: 'style.css', text: styleSheet(policy) },
  ];
}
