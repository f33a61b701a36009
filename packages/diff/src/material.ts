import type { Direction } from './policy-diff.ts';

/** What cannot be told apart from a loosening is treated as one. */
export function isMaterial(direction: Direction): boolean {
  return direction === 'loosens' || direction === 'mixed';
}
