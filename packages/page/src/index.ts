export type { ChangeDirection, ClauseChange } from './changed-clauses.ts';
export { changesPage } from './changes-page.ts';
export type { ClauseStatus, StatusKind } from './clause-status.ts';
export { html, nothing, type Html } from './html.ts';
export { plainText } from './plain-text.ts';
export type { PageOptions } from './page-options.ts';
export { renderPage, type PageFile } from './render-page.ts';
export { languages } from './words/words.ts';
