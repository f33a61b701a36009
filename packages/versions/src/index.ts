export { bindingVersions, type Binding, type KeptVersion } from './binding-versions.ts';
export { changeLogEntry } from './change-log.ts';
export { earlierVersions } from './earlier-versions.ts';
export {
  legacyVersion,
  prepareVersion,
  type Preparation,
  type VersionDraft,
} from './prepare-version.ts';
export type {
  Approval,
  DatedVersion,
  PublishedFile,
  PublishedVersion,
  VersionRecord,
} from './published-version.ts';
export type { PublishRequest } from './publish-request.ts';
export { sealVersion } from './seal-version.ts';
export {
  findVersion,
  verifyVersions,
  type Verification,
  type VersionProblem,
} from './verify-versions.ts';
export { KEYS_FILE, readKeys, writeKeys, type VersionKeys } from './version-keys.ts';
