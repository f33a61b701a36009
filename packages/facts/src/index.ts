export { extractFacts, isExtractable } from './extract-facts.ts';
export type {
  Extraction,
  ExtractionContext,
  Extractor,
  Parsers,
  Problem,
  SourceText,
} from './extraction.ts';
export type {
  AccessFact,
  CertificateCheckFact,
  CipherFact,
  CleartextFact,
  DataSentFact,
  ExposureFact,
  Fact,
  FactKind,
  FieldFact,
  Hop,
  HostFact,
  InputFact,
  Known,
  ModelFact,
  PackageFact,
  RelationFact,
  RetentionFact,
  SentValue,
  StorageFact,
  TlsFact,
} from './facts.ts';
export type { FileFlow } from './flow/file-flow.ts';
export { linkFlows } from './flow/link-flows.ts';
export { isModuleConfig, moduleResolver } from './flow/module-resolver.ts';
export { extractPrisma } from './prisma/extract-prisma.ts';
export { extractTerraform } from './terraform/extract-terraform.ts';
export { loadTerraformParser } from './terraform/parser.ts';
export type { TerraformWasm } from './terraform/parser.ts';
