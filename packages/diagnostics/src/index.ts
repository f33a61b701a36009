export { codes, type Code } from './codes.ts';
export {
  diagnostic,
  formatDiagnostic,
  hasErrors,
  sortDiagnostics,
  type Diagnostic,
  type Fix,
  type Severity,
} from './diagnostic.ts';
export { lineIndex, type LineIndex } from './line-index.ts';
export { nearest, surelyMeant } from './nearest.ts';
export type { Position, Span } from './position.ts';
