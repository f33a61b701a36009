import type { Asking } from './asking.ts';
import type { Block } from './block.ts';
import type { OpenPermit } from './cell.ts';
import type { Slot } from './slot.ts';

/** The permit is for data from such a source, and no block that is now in force stops it. */
export function stands({ sources, exceptTo }: OpenPermit, slot: Slot, asking: Asking): boolean {
  const source = asking.request.context?.source;
  if (sources !== undefined && source !== undefined && !sources.includes(source)) return false;
  return slot.blocks.every((block) => exceptTo.has(block.clause) || !isInForce(block, asking));
}

export function isInForce({ when = [] }: Block, { request, state, now }: Asking): boolean {
  return when.every(({ judge }) => judge(request, state, now) === 'holds');
}
