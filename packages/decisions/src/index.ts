export { isFresh, shortestSeconds, showsTwoFactors } from './authentication.ts';
export type { Block } from './block.ts';
export type { Cell, CellSource, OpenPermit } from './cell.ts';
export type { Condition } from './conditions.ts';
export { decide } from './decide.ts';
export { compileDecider, type Decider } from './decider.ts';
export type {
  Action,
  Decision,
  DecisionContext,
  DecisionRequest,
  Obligation,
  SubjectState,
} from './decision.ts';
