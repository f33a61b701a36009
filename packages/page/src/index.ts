export type { ClauseStatus, StatusKind } from './clause-status.ts';
export { plainText } from './plain-text.ts';
export type { PageOptions } from './page-options.ts';
export { renderPage, type PageFile } from './render-page.ts';
export { languages } from './words/words.ts';
