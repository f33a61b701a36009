export { deadlinesFor } from './deadlines.ts';
export type { Deadline, Occurrence } from './deadlines.ts';
export type { ErasureEvent } from './event.ts';
export { planErasure } from './plan-erasure.ts';
export type {
  ColumnsStep,
  ColumnValues,
  ErasurePlan,
  ErasureStep,
  ExpiryStep,
  Hop,
  ObjectsStep,
  PlanError,
  PlanErrorCode,
  ProcessorStep,
  Retained,
  RowMatch,
  RowsStep,
} from './plan.ts';
export type { Connector, Probe, StepResult } from './connector.ts';
