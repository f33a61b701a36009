import type { Namer } from './verb.ts';

/** The end of a rule's words: what for, where it says so. */
export function forPurposes(purposes: readonly string[], name: Namer): string {
  return purposes.length === 0 ? '' : ` for ${name(purposes)}`;
}
