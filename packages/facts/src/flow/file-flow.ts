import type { DataSentFact } from '../facts.ts';

/**
 * What one file says about the flow of values: plain JSON, made from the file alone, so that it can be
 * cached by the file's content and sent between workers. Only `linkFlows` reads what is in it.
 */
export interface FileFlow {
  readonly path: string;
  readonly sends: readonly DataSentFact[];
}
