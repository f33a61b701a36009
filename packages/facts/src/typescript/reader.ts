import type { Node } from 'oxc-parser';

import type { FlowRoot } from '../flow/file-flow.ts';
import type { FileView } from './detector.ts';
import type { Binding } from './scope.ts';

/** What is needed to read values that other functions make or are given. */
export interface Reader {
  readonly file: FileView;
  /** The parameter that a name is. */
  readonly parameterOf: (binding: Binding) => FlowRoot | undefined;
  /** What a call gives, when the program's own function may answer it. */
  readonly resultOf: (call: Node) => FlowRoot | undefined;
}
