export { readDocument, type Document, type Path } from './document.ts';
export { schemaOf, shapeOf, type JsonSchema, type Shape } from './shape.ts';
export { parseTemplate, type TemplatePart } from './template.ts';
export {
  isDate,
  isId,
  parseCipher,
  parseDuration,
  parseTlsVersion,
  type Cipher,
  type Duration,
  type TlsVersion,
} from './units.ts';
export {
  parseYaml,
  type SourceFile,
  type YamlList,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from './yaml.ts';
