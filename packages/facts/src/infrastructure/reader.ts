import type { Fact } from '../facts.ts';
import type { Resource, Stack } from './stack.ts';

/** Reads what a table row cannot say: settings that lie in several blocks or resources. */
export interface ResourceReader {
  readonly types: readonly string[];
  readonly read: (resource: Resource, stack: Stack) => readonly Fact[];
}
