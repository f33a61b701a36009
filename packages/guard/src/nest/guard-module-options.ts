import type { DecisionRequest } from '@troth/decisions';
import type { Mode } from '../scope.ts';

/** How the routes of an application come under the guard; also the token by which Nest injects it. */
export abstract class GuardModuleOptions {
  /** Of routes that do not say so themselves. */
  abstract readonly mode: Mode;
  /** Whose data a request is about: the account that is signed in. */
  readonly subjectOf?: (request: unknown) => DecisionRequest['subject'];
  /** Who asks; absent: the application itself. */
  readonly actorOf?: (request: unknown) => DecisionRequest['actor'];
}
