import type { Span } from '@troth/diagnostics';

import type { Block } from '../infrastructure/syntax.ts';

/** A `.tf` or `.tfvars` file as plain values, not yet evaluated. */
export interface TerraformFile {
  readonly path: string;
  readonly blocks: readonly Block[];
  /** What stands outside of any block, as in `.tfvars`. */
  readonly attributes: Block['attributes'];
  /** First place that is no HCL; what stands around it is not trusted. */
  readonly errorAt?: Span;
}
