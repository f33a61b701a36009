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
  LayoutFact,
  LinkFact,
  MailFact,
  ModelFact,
  PackageFact,
  RecordFact,
  RelationFact,
  RemovalFact,
  RetentionFact,
  ScheduleFact,
  SentValue,
  StorageFact,
  TlsFact,
} from './facts.ts';
export type { FileFlow } from './flow/file-flow.ts';
export { linkFlows } from './flow/link-flows.ts';
export { isModuleConfig, moduleResolver } from './flow/module-resolver.ts';
export { withoutRepeated } from './model/without-repeated.ts';
export { extractPrisma } from './prisma/extract-prisma.ts';
export { prismaSchemas } from './prisma/schemas.ts';
export { joinFiles, namedFiles } from './together/join-files.ts';
export { sqlDatabases } from './sql/databases.ts';
export { extractSql } from './sql/extract-sql.ts';
export type { SqlParser } from './sql/parser.ts';
export { extractTerraform } from './terraform/extract-terraform.ts';
export { isTerraformPath } from './terraform/terraform-path.ts';
export { loadTerraformParser } from './terraform/parser.ts';
export type { TerraformWasm } from './terraform/parser.ts';
