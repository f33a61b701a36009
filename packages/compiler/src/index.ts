export type { Cipher, Duration, SourceFile, TlsVersion } from '@troth/language';
export type { Between } from './between.ts';
export { bindingsOf } from './bindings-of.ts';
export { BUNDLE_FORMATS, openBundle, sealBundle, type Bundle } from './bundle.ts';
export { keyId, signer } from './signing-keys.ts';
export { canonicalJson, sha256 } from './canonical.ts';
export { ancestorsOf, isWithin, overlaps, rootCategories } from './categories.ts';
export { between } from './compare.ts';
export { compileDataMap } from './compile-data-map.ts';
export { compilePolicy, type Compilation } from './compile.ts';
export type {
  AcknowledgedGap,
  Approvals,
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
export { fileSchemas } from './file-schemas.ts';
export type { Leaning } from './mutations/mutation.ts';
export { windowMutations } from './mutations/window.ts';
export type { Requirement } from './requirement.ts';
export { rulesOf, type Stated } from './rules-of.ts';
export type { Rule, Verb } from './rules.ts';
export { proseOf, sentenceOf } from './sentence.ts';
export { addDuration, atMostDays, formatDuration, sumOfDurations } from './time.ts';
export { compileTranslations } from './translations/compile-translations.ts';
export type { TranslatedClause, TranslatedWord, Translation } from './translations/translation.ts';
export type { UseConditions } from './use-conditions.ts';
export type { Namer, VerbDefinition } from './verb.ts';
export { verbOf, verbs } from './verbs.ts';
export type { CollectRule } from './verbs/collect.ts';
export type { ContractRule } from './verbs/contract.ts';
export type { ControlRule } from './verbs/control.ts';
export type { DiscloseRule } from './verbs/disclose.ts';
export type { EncryptRule } from './verbs/encrypt.ts';
export type { EraseRule, EraseStages } from './verbs/erase.ts';
export type { GrantRule, Right } from './verbs/grant.ts';
export type { LimitRule } from './verbs/limit.ts';
export type { NeverRule } from './verbs/never.ts';
export type { RestrictRule } from './verbs/restrict.ts';
export type { RetainRule } from './verbs/retain.ts';
export type { ShareRule } from './verbs/share.ts';
export type { LegalBasis, UseRule } from './verbs/use.ts';
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
