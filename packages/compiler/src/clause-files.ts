import type { Diagnostic } from '@troth/diagnostics';
import {
  readDocument,
  shapeOf,
  type Document,
  type JsonSchema,
  type SourceFile,
} from '@troth/language';
import { ids, keys } from './schema-words.ts';
import { verbReference, type VerbDefinition } from './verb.ts';
import { verbs } from './verbs.ts';

/** A clause as written; the verbs stand beside these keys. */
export interface RawClause {
  readonly id: string;
  readonly as?: 'title';
  readonly join?: true;
  readonly lead?: string;
  readonly text: string;
  readonly summary?: string;
  readonly informational?: true;
  readonly because?: string;
  readonly todo?: string;
  readonly exceptTo?: readonly string[];
  readonly narrows?: readonly string[];
  readonly formerly?: readonly string[];
  readonly [verb: string]: unknown;
}

/** `clauses/NAME.yaml`: one section of the page. */
export interface RawSection {
  readonly title?: string;
  readonly clauses: readonly RawClause[];
}

const text = { type: 'string', minLength: 1 } as const;

/** The shape of `clauses/NAME.yaml`, as data: whole, for editors. */
export const sectionSchema: JsonSchema = sectionWith(({ schema }) => schema);

/** The same with the verbs referred to, so that each is compiled once. */
const shape = shapeOf<RawSection>(sectionWith(({ key }) => ({ $ref: verbReference(key) })));

function sectionWith(schemaOfVerb: (verb: VerbDefinition) => JsonSchema): JsonSchema {
  return keys(['clauses'], {
    title: text,
    clauses: {
      type: 'array',
      minItems: 1,
      items: {
        ...keys(['id', 'text'], {
          id: { type: 'string', format: 'id' },
          as: { const: 'title' },
          join: { const: true },
          lead: text,
          text,
          summary: text,
          informational: { const: true },
          because: text,
          todo: { type: 'string', format: 'date' },
          exceptTo: ids,
          narrows: ids,
          formerly: ids,
          ...Object.fromEntries(verbs.map((verb) => [verb.key, schemaOfVerb(verb)])),
        }),
        dependentRequired: { informational: ['because'], because: ['informational'] },
      },
    },
  });
}

/** Reads one section. */
export function readSection(source: SourceFile): {
  readonly document?: Document<RawSection>;
  readonly diagnostics: readonly Diagnostic[];
} {
  return readDocument(source, shape);
}
