import type { Action } from '../decision.ts';
import type { Permit, Question } from '../permit.ts';
import { collectPermits } from './collect.ts';
import { disclosePermits } from './disclose.ts';
import { sharePermits } from './share.ts';
import { storePermits } from './store.ts';
import { usePermits } from './use.ts';

/** What may permit each action. Access by a person asks more of the person, not of the data. */
export const PERMITS: Readonly<Record<Action, (question: Question) => readonly Permit[]>> = {
  collect: collectPermits,
  use: usePermits,
  store: storePermits,
  access: usePermits,
  share: sharePermits,
  disclose: disclosePermits,
};
