export { readPolicyFolder } from './read-policy-folder.ts';
export { readPolicyAt } from './read-policy-at.ts';
export { readTexts } from './read-text.ts';
export { readTreeAt } from './read-tree-at.ts';
export { changedSince, historyOf, mergeBase, repositoryRoot, resolveRef } from './revisions.ts';
export type { Change, Revision } from './revisions.ts';
export type { Outcome, Reading, SourceFile } from './source-file.ts';
export { walkTree } from './walk-tree.ts';
export type { SkippedFile, Walk, WalkedFile, WalkOptions } from './walk-tree.ts';
