export { codes, type Code } from './codes.ts';
export {
  diagnostic,
  formatDiagnostic,
  hasErrors,
  sortDiagnostics,
  type Diagnostic,
  type Severity,
} from './diagnostic.ts';
export { nearest } from './nearest.ts';
export type { Position, Span } from './position.ts';
