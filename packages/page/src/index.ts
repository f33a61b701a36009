export type { ChangeDirection, ClauseChange } from './changed-clauses.ts';
export type { ClauseStatus, StatusKind } from './clause-status.ts';
export { html, nothing, type Html } from './html.ts';
export { plainText } from './plain-text.ts';
export type { PageFile } from './page-file.ts';
export type { EarlierVersion, PageOptions } from './page-options.ts';
export { renderPage } from './render-page.ts';
export { languages } from './words/words.ts';
