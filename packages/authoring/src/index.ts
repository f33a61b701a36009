export {
  importPolicy,
  type Imported,
  type ImportFormat,
  type ImportSource,
} from './import/import-policy.ts';
