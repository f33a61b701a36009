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
