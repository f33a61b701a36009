import { overlaps } from '@troth/compiler';
import type { Vocabulary } from '@troth/compiler';
import type { Hold } from '../generated/client.ts';

/** What a hold is compared with. */
export interface Erasable {
  readonly subjectRef: string;
  readonly tenant: string | null;
  /** Category ids of all its steps: what names held data goes with it or not at all. */
  readonly data: readonly string[];
}

/** Whether the hold keeps any of it; then it keeps all of it. */
export function covers(
  hold: Hold,
  erasable: Erasable,
  vocabulary: Vocabulary | undefined,
): boolean {
  if (hold.subjectRef !== null && hold.subjectRef !== erasable.subjectRef) return false;
  if (hold.tenant !== null && hold.subjectRef === null && hold.tenant !== erasable.tenant)
    return false;
  if (hold.data.length === 0 || vocabulary === undefined) return true;
  return hold.data.some((held) => erasable.data.some((data) => overlaps(vocabulary, held, data)));
}
