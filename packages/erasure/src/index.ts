export { deadlinesFor } from './deadlines.ts';
export type { Deadline, Occurrence } from './deadlines.ts';
export type { ErasureEvent } from './event.ts';
export { heldBy } from './holds.ts';
export type { Hold } from './holds.ts';
export { planErasure } from './plan-erasure.ts';
export { planRelease } from './plan-release.ts';
export { receiptOf } from './receipt.ts';
export type { Receipt, ReceiptParts, ReceiptStore } from './receipt.ts';
export { recordsOf, statusOf } from './status.ts';
export type { ErasureStatus, StepRecord, StepState } from './status.ts';
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
