import type { Condition } from './conditions.ts';

/** What stops every permit of a clause that is no exception to it. */
export interface Block {
  readonly clause: number;
  /** The rest of "… is denied: …". */
  readonly because: string;
  /** It stops only while all of these hold; none: always. */
  readonly when?: readonly Condition[];
  /** It stops only what goes to this recipient. */
  readonly recipient?: number;
}
