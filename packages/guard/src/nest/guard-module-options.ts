import type { DecisionRequest } from '@troth/decisions';
import type { Mode } from '../scope.ts';

export const GUARD_OPTIONS = 'troth:guard-options';

export interface GuardModuleOptions {
  /** Of routes that do not say so themselves. */
  readonly mode: Mode;
  /** Whose data a request is about: the account that is signed in. */
  readonly subjectOf?: (request: unknown) => DecisionRequest['subject'];
  /** Who asks; absent: the application itself. */
  readonly actorOf?: (request: unknown) => DecisionRequest['actor'];
}
