export type { Cipher, Duration, SourceFile, TlsVersion } from '@troth/language';
export { openBundle, sealBundle, type Bundle } from './bundle.ts';
export { canonicalJson, sha256 } from './canonical.ts';
export { ancestorsOf, isWithin, overlaps, rootCategories } from './categories.ts';
export { compileDataMap } from './compile-data-map.ts';
export { compilePolicy, type Compilation } from './compile.ts';
export type {
  AcknowledgedGap,
  BoundValue,
  CompiledClause,
  CompiledPolicy,
  Section,
  Segment,
} from './compiled-policy.ts';
export type {
  BucketObjects,
  BucketStore,
  Column,
  DataMap,
  DatabaseStore,
  ForeignKey,
  LogStore,
  ProcessorStore,
  Store,
  Table,
} from './data-map.ts';
export { rulesOf, type Stated } from './rules-of.ts';
export type {
  CollectRule,
  ContractRule,
  ControlRule,
  DiscloseRule,
  EncryptRule,
  EraseRule,
  EraseStages,
  GrantRule,
  LegalBasis,
  LimitRule,
  NeverRule,
  RestrictRule,
  RetainRule,
  Right,
  Rule,
  ShareRule,
  UseConditions,
  UseRule,
  Verb,
} from './rules.ts';
export { fileSchemas } from './file-schemas.ts';
export { proseOf, sentenceOf } from './sentence.ts';
export { addDuration, atMostDays, formatDuration, sumOfDurations } from './time.ts';
export { compileTranslations } from './translations/compile-translations.ts';
export type { TranslatedClause, TranslatedWord, Translation } from './translations/translation.ts';
export type {
  Category,
  EventType,
  LegalObligation,
  Purpose,
  Recipient,
  Region,
  TransferMechanism,
  Vocabulary,
} from './vocabulary.ts';
