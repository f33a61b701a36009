import type { JsonSchema } from '@troth/language';
import { sectionSchema } from './clause-files.ts';
import { dataMapSchema } from './compile-data-map.ts';
import { settingsSchema } from './settings.ts';
import { translationSchema } from './translations/translation-files.ts';
import { vocabularySchemas } from './vocabulary-files.ts';

/** The files of the language, each with the JSON Schema it is checked against; the formats are our own. */
export const fileSchemas: Readonly<Record<string, JsonSchema>> = {
  policy: settingsSchema,
  clauses: sectionSchema,
  ...vocabularySchemas,
  translation: translationSchema,
  'data-map': dataMapSchema,
};
