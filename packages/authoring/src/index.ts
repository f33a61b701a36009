export {
  importPolicy,
  type Imported,
  type ImportFormat,
  type ImportSource,
} from './import/import-policy.ts';
export { schemaPages } from './schema/schema-pages.ts';
