import type { Diagnostic } from '@troth/diagnostics';
import {
  readDocument,
  schemaOf,
  shapeOf,
  type Document,
  type JsonSchema,
  type SourceFile,
} from '@troth/language';
import { keys } from '../schema-words.ts';

/** `translations/LANGUAGE.yaml` as written. */
export interface RawTranslation {
  readonly note: string;
  readonly sections?: readonly RawTitle[];
  readonly clauses: readonly RawTranslatedClause[];
  readonly words?: readonly { readonly word: string; readonly as: string }[];
}

export interface RawTitle {
  readonly id: string;
  /** Which wording this translates: `wordingOf`. */
  readonly of: string;
  readonly title: string;
}

export interface RawTranslatedClause {
  readonly id: string;
  /** Which wording this translates: `wordingOf`. */
  readonly of: string;
  readonly lead?: string;
  readonly text: string;
  readonly summary?: string;
}

const text = { type: 'string', minLength: 1 } as const;
const id = { type: 'string', format: 'id' } as const;

const shape = shapeOf<RawTranslation>(
  keys(['note', 'clauses'], {
    note: text,
    sections: {
      type: 'array',
      items: keys(['id', 'of', 'title'], { id, of: text, title: text }),
    },
    clauses: {
      type: 'array',
      items: keys(['id', 'of', 'text'], { id, of: text, lead: text, text, summary: text }),
    },
    words: { type: 'array', items: keys(['word', 'as'], { word: text, as: text }) },
  }),
);

/** The shape of `translations/LANGUAGE.yaml`, as data. */
export const translationSchema: JsonSchema = schemaOf(shape);

/** Reads one translation. */
export function readTranslation(source: SourceFile): {
  readonly document?: Document<RawTranslation>;
  readonly diagnostics: readonly Diagnostic[];
} {
  return readDocument(source, shape);
}
