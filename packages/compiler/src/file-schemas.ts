import type { JsonSchema } from '@troth/language';
import { sectionSchema } from './clause-files.ts';
import { dataMapSchema } from './compile-data-map.ts';
import { settingsSchema } from './settings.ts';
import { vocabularySchemas } from './vocabulary-files.ts';

/** The files of the language, each with the JSON Schema it is checked against; the formats are our own. */
export const fileSchemas: Readonly<Record<string, JsonSchema>> = {
  policy: settingsSchema,
  clauses: sectionSchema,
  ...Object.fromEntries(
    Object.entries(vocabularySchemas).map(([name, schema]) => [name, ofOneList(name, schema)]),
  ),
  'data-map': dataMapSchema,
};

/** A file of the vocabulary holds the list of its own name and nothing else. */
function ofOneList(name: string, { additionalProperties, ...schema }: JsonSchema): JsonSchema {
  return {
    type: schema['type'],
    additionalProperties: false,
    required: [name],
    properties: { [name]: additionalProperties },
  };
}
