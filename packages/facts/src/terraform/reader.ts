import type { Fact } from '../facts.ts';
import type { Folder, Resource } from './folder.ts';

/** Reads what a table row cannot say: settings that lie in several blocks or resources. */
export interface ResourceReader {
  readonly types: readonly string[];
  readonly read: (resource: Resource, folder: Folder) => readonly Fact[];
}
