export { isFresh, shortestSeconds, showsTwoFactors } from './authentication.ts';
export type { Block } from './block.ts';
export { deleteBy } from './duties.ts';
export type { Cell, CellSource, OpenPermit } from './cell.ts';
export type { Condition } from './conditions.ts';
export { decide } from './decide.ts';
export { compileDecider, type Decider } from './decider.ts';
export type { Alternative, Change } from './explain/alternatives.ts';
export { explain, toldOf, type Explanation, type ToldExplanation } from './explain/explain.ts';
export type {
  Action,
  DeleteBy,
  Decision,
  DecisionContext,
  DecisionRequest,
  EncryptAtRest,
  EncryptInTransit,
  Obligation,
  SubjectState,
} from './decision.ts';
