export { addClause, type AddedClause, type NewClause } from './add-clause.ts';
export { verbNames } from './clause-stub.ts';
export { fixPolicy, type FixedPolicy } from './fix-policy.ts';
export { folded } from './import/block.ts';
export {
  importPolicy,
  type Imported,
  type ImportFormat,
  type ImportSource,
} from './import/import-policy.ts';
export { languageVersion, newestLanguage, type LanguageVersion } from './language-version.ts';
export { lineDiff } from './line-diff.ts';
export { schemaPages } from './schema/schema-pages.ts';
export type { Identity } from './settings-file.ts';
export { starterPolicy } from './starter-policy.ts';
