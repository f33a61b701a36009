import { AsyncLocalStorage } from 'node:async_hooks';
import type { Right } from '@troth/compiler';
import type { DecisionContext, DecisionRequest } from '@troth/decisions';
import { Traces } from './traces.ts';

/** `report` says what would have been denied and lets it pass; it never counts as enforced. */
export type Mode = 'report' | 'enforce';

/** Rights that are answered by reading. */
export type AnsweredRight = Extract<Right, 'access' | 'export' | 'portability'>;

/** Why the current work is done, and for whom. Travels with it through every `await`. */
export interface Scope {
  /** Absent: nobody said why; personal data is then out of reach. */
  readonly purpose?: string;
  readonly mode: Mode;
  /** A right of the subject that is being answered: what its clause covers may be read for them. */
  readonly right?: AnsweredRight;
  /** `POST /runs`, or the name of a job. */
  readonly where: string;
  readonly subject?: DecisionRequest['subject'];
  readonly actor?: DecisionRequest['actor'];
  readonly context?: DecisionContext;
  /** Categories that a body which cannot be read, or a raw query, holds by the word of the code. */
  readonly holding?: readonly string[];
  /** Personal values that the work has met so far. */
  readonly traces: Traces;
}

const scopes = new AsyncLocalStorage<Scope>();

export function currentScope(): Scope | undefined {
  return scopes.getStore();
}

export function runIn<T>(scope: Scope, work: () => T): T {
  return scopes.run(scope, work);
}

/**
 * A part of the current work of which something more is known. Awaited inside, since a query of
 * Prisma begins when it is awaited.
 */
export function within<T>(
  more: Partial<Omit<Scope, 'traces' | 'mode'>>,
  work: () => PromiseLike<T> | T,
): Promise<T> {
  const outer = scopes.getStore();
  if (outer === undefined)
    throw new Error('there is no purpose around this: begin one with `guard.for`');
  return scopes.run({ ...outer, ...more }, async () => work());
}
