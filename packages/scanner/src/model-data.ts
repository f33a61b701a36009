import type { FieldFact, ModelFact } from '@troth/facts';

import { meaningOfName } from './words/category-of.ts';
import type { Words } from './words/category-of.ts';
import type { Meaning } from './words/lexicon.ts';

const worded = new Set([
  'String',
  'Json',
  'Bytes',
  'DateTime',
  'String[]',
  'Json[]',
  'Int',
  'BigInt',
  'Decimal',
  'Float',
]);

/** What a field of a table is: its annotation where there is one, else its name. */
export function meaningOfField(field: FieldFact, model: ModelFact, words: Words): Meaning {
  if (field.data.length > 0) return { kind: 'category', categories: field.data };
  if (field.none !== undefined || !worded.has(field.type)) return { kind: 'nothing' };
  return meaningOfName(field.name, model.model, words);
}

/** Fields of a table that hold personal data. */
export function personalFields(model: ModelFact, words: Words): readonly FieldFact[] {
  return model.fields.filter((field) => meaningOfField(field, model, words).kind !== 'nothing');
}

/** Whether a schema is being classified: some field of the file says what it is. */
export function isClassified(file: string, models: readonly ModelFact[]): boolean {
  return models.some(
    ({ at, fields }) =>
      at.file === file && fields.some(({ data, none }) => data.length > 0 || none !== undefined),
  );
}
