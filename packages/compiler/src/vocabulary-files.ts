import { diagnostic, type Diagnostic, type Position } from '@troth/diagnostics';
import {
  parseDuration,
  readDocument,
  schemaOf,
  shapeOf,
  type Document,
  type JsonSchema,
  type SourceFile,
} from '@troth/language';
import { proven } from './proven.ts';
import { ids, keys } from './schema-words.ts';
import type {
  Category,
  EventType,
  LegalObligation,
  Purpose,
  Recipient,
  Region,
  Vocabulary,
} from './vocabulary.ts';

const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text } as const;
const id = { type: 'string', format: 'id' } as const;
const date = { type: 'string', format: 'date' } as const;
const country = { type: 'string', pattern: '^[A-Z]{2}$' } as const;
const countryOrState = { type: 'string', pattern: '^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$' } as const;

interface RawCategory {
  readonly id: string;
  readonly name: string;
  readonly parent?: string;
  readonly sensitivity?: Category['sensitivity'];
  readonly in_code?: readonly string[];
  readonly dpv?: string;
}

interface RawRecipient extends Omit<Recipient, 'hosts' | 'packages' | 'infrastructure'> {
  readonly hosts?: readonly string[];
  readonly packages?: readonly string[];
  readonly infrastructure?: readonly string[];
}

interface RawObligation extends Omit<LegalObligation, 'period'> {
  readonly period: string;
}

const shapes = {
  categories: list<RawCategory>('categories', ['id', 'name'], {
    id,
    name: text,
    parent: id,
    sensitivity: { enum: ['ordinary', 'sensitive', 'special', 'secret'] },
    in_code: texts,
    dpv: text,
  }),
  purposes: list<Purpose>('purposes', ['id', 'name'], { id, name: text, dpv: text }),
  recipients: list<RawRecipient>('recipients', ['id', 'name', 'role'], {
    id,
    name: text,
    role: { enum: ['processor', 'controller', 'joint-controller', 'buyer'] },
    service: text,
    country,
    hosts: texts,
    packages: texts,
    infrastructure: texts,
    contract: keys(['signed', 'document'], { signed: date, expires: date, document: text }),
    transfer: keys(['mechanism', 'document'], {
      mechanism: {
        enum: ['adequacy-decision', 'standard-contractual-clauses', 'binding-corporate-rules'],
      },
      document: text,
    }),
  }),
  events: list<EventType>('events', ['id', 'name', 'about'], {
    id,
    name: text,
    about: { enum: ['subject', 'item', 'consent'] },
  }),
  regions: list<Region>('regions', ['id', 'name', 'countries'], {
    id: { type: 'string', pattern: '^[A-Z][A-Z-]*$' },
    name: text,
    countries: { type: 'array', minItems: 1, items: countryOrState },
  }),
  obligations: list<RawObligation>('obligations', ['id', 'name', 'law', 'data', 'period'], {
    id,
    name: text,
    law: text,
    data: ids,
    period: { type: 'string', format: 'duration' },
  }),
} as const;

type List = keyof Vocabulary;

/** The shape of each file of `vocabulary/`, as data. */
export const vocabularySchemas: Readonly<Record<List, JsonSchema>> = {
  categories: schemaOf(shapes.categories),
  purposes: schemaOf(shapes.purposes),
  recipients: schemaOf(shapes.recipients),
  events: schemaOf(shapes.events),
  regions: schemaOf(shapes.regions),
  obligations: schemaOf(shapes.obligations),
};

/** The lists of `vocabulary/`: each file holds one list under its own name. */
export const vocabularyLists: readonly List[] = [
  'categories',
  'purposes',
  'recipients',
  'events',
  'regions',
  'obligations',
];

/** Reads the vocabulary; a list without a file is empty. */
export function readVocabulary(files: Readonly<Partial<Record<string, SourceFile>>>): {
  readonly vocabulary: Vocabulary;
  /** Where each word stands, by list and id: `purposes/billing`. */
  readonly origins: ReadonlyMap<string, Position>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const origins = new Map<string, Position>();

  function items<T extends { readonly id: string }>(
    name: List,
    shape: Parameters<typeof readDocument<Readonly<Record<string, readonly T[]>>>>[1],
  ): readonly T[] {
    const source = files[name];
    if (!source) return [];
    const read = readDocument(source, shape);
    diagnostics.push(...read.diagnostics);
    const found = read.document?.value[name] ?? [];
    if (!read.document) return [];
    diagnostics.push(...duplicates(read.document, name, found));
    for (const [index, { id: word }] of found.entries())
      origins.set(`${name}/${word}`, read.document.at(name, index, 'id'));
    return found;
  }

  const categories = items('categories', shapes.categories).map(categoryOf);
  const obligations = items('obligations', shapes.obligations).map((raw) => ({
    ...raw,
    period: proven(parseDuration(raw.period)),
  }));
  const vocabulary: Vocabulary = {
    categories: byId(withParents(categories)),
    purposes: byId(items('purposes', shapes.purposes)),
    recipients: byId(items('recipients', shapes.recipients).map(recipientOf)),
    events: byId(items('events', shapes.events)),
    regions: byId(items('regions', shapes.regions)),
    obligations: byId(obligations),
  };
  diagnostics.push(...badParents(vocabulary.categories, origins));
  return { vocabulary, origins, diagnostics };
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller states the type its schema proves
function list<T>(
  name: List,
  required: readonly string[],
  properties: Readonly<Record<string, unknown>>,
): ReturnType<typeof shapeOf<Readonly<Record<string, readonly T[]>>>> {
  return shapeOf<Readonly<Record<string, readonly T[]>>>(
    keys([name], { [name]: { type: 'array', items: keys(required, properties) } }),
  );
}

function categoryOf({
  id: category,
  name,
  parent,
  sensitivity = 'ordinary',
  in_code = [],
  dpv,
}: RawCategory): Category {
  return {
    id: category,
    name,
    ...(parent !== undefined && { parent }),
    sensitivity,
    inCode: in_code,
    ...(dpv !== undefined && { dpv }),
  };
}

function recipientOf({
  hosts = [],
  packages = [],
  infrastructure = [],
  ...rest
}: RawRecipient): Recipient {
  return { ...rest, hosts, packages, infrastructure };
}

/** `account.email` is a part of `account` where nothing else is said. */
function withParents(categories: readonly Category[]): readonly Category[] {
  const known = new Set(categories.map((each) => each.id));
  return categories.map((category) => {
    const above = category.id.split('.').slice(0, -1).join('.');
    return category.parent === undefined && known.has(above)
      ? { ...category, parent: above }
      : category;
  });
}

function badParents(
  categories: readonly Category[],
  origins: ReadonlyMap<string, Position>,
): readonly Diagnostic[] {
  const parents = new Map(categories.map((category) => [category.id, category.parent]));
  return categories.flatMap((category) => {
    const at = origins.get(`categories/${category.id}`);
    if (!at) return [];
    const seen = new Set([category.id]);
    for (let next = category.parent; next !== undefined; next = parents.get(next)) {
      if (seen.has(next))
        return [diagnostic('policy/category-cycle', at, `\`${category.id}\` is its own ancestor`)];
      if (!parents.has(next))
        return [
          diagnostic(
            'policy/unknown-category',
            at,
            `\`${category.id}\` names the unknown parent \`${next}\``,
          ),
        ];
      seen.add(next);
    }
    return [];
  });
}

function duplicates(
  document: Document<unknown>,
  name: string,
  items: readonly { readonly id: string }[],
): readonly Diagnostic[] {
  const first = new Map<string, number>();
  return items.flatMap((item, index) => {
    const before = first.get(item.id);
    if (before === undefined) {
      first.set(item.id, index);
      return [];
    }
    return [
      diagnostic(
        'policy/duplicate-id',
        document.at(name, index, 'id'),
        `\`${item.id}\` stands twice`,
        { related: document.at(name, before, 'id') },
      ),
    ];
  });
}

function byId<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
}
