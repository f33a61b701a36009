import { diagnostic, hasErrors, type Diagnostic } from '@troth/diagnostics';
import {
  parseDuration,
  readDocument,
  schemaOf,
  shapeOf,
  type Document,
  type JsonSchema,
  type SourceFile,
} from '@troth/language';
import type { CompiledPolicy } from './compiled-policy.ts';
import type { BucketObjects, DataMap, Store, Table } from './data-map.ts';
import { proven } from './proven.ts';
import { atMostDays } from './time.ts';
import { ids, keys } from './schema-words.ts';

interface RawDataMap {
  readonly application: string;
  readonly stores: readonly RawStore[];
}

type RawStore =
  | { readonly id: string; readonly kind: 'database'; readonly schema: string }
  | {
      readonly id: string;
      readonly kind: 'bucket';
      readonly bucket: string;
      readonly objects: readonly {
        readonly data: readonly string[];
        readonly prefix: string;
        readonly keys?: string;
      }[];
    }
  | {
      readonly id: string;
      readonly kind: 'log' | 'cache';
      readonly data: readonly string[];
      readonly expires: string;
    }
  | {
      readonly id: string;
      readonly kind: 'processor';
      readonly recipient: string;
      readonly data: readonly string[];
      readonly reference?: string;
    };

const text = { type: 'string', minLength: 1 } as const;
const id = { type: 'string', format: 'id' } as const;
const column = {
  type: 'string',
  pattern: String.raw`^[a-z][a-z0-9-]*\.[^.\s]+\.[^.\s]+$`,
} as const;
const objects = {
  type: 'array',
  minItems: 1,
  items: keys(['data', 'prefix'], { data: ids, prefix: text, keys: column }),
} as const;

const expiring = (kind: 'log' | 'cache'): JsonSchema =>
  keys(['id', 'kind', 'data', 'expires'], {
    id,
    kind: { const: kind },
    data: ids,
    expires: { type: 'string', format: 'duration' },
  });

const stores = {
  database: keys(['id', 'kind', 'schema'], { id, kind: { const: 'database' }, schema: text }),
  bucket: keys(['id', 'kind', 'bucket', 'objects'], {
    id,
    kind: { const: 'bucket' },
    bucket: text,
    objects,
  }),
  log: expiring('log'),
  cache: expiring('cache'),
  processor: keys(['id', 'kind', 'recipient', 'data'], {
    id,
    kind: { const: 'processor' },
    recipient: id,
    data: ids,
    reference: column,
  }),
} as const;

const shape = shapeOf<RawDataMap>(
  keys(['application', 'stores'], {
    application: id,
    stores: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['id', 'kind'],
        properties: { kind: { enum: Object.keys(stores) } },
        allOf: Object.entries(stores).map(([kind, schema]) => ({
          if: { required: ['kind'], properties: { kind: { const: kind } } },
          then: schema,
        })),
      },
    },
  }),
);

/** The shape of an application's data map, as data. */
export const dataMapSchema: JsonSchema = schemaOf(shape);

/** What a data map is made of. */
export interface DataMapSource {
  /** The application's `data-map/*.yaml`. */
  readonly file: SourceFile;
  /** Tables by the `schema:` path of the database that holds them, from the schema's annotations. */
  readonly tables: ReadonlyMap<string, readonly Table[]>;
}

/** An application's data map, its references and the policy's categories and recipients resolved. */
export function compileDataMap(
  { file, tables }: DataMapSource,
  policy: Pick<CompiledPolicy, 'vocabulary'>,
): { readonly dataMap?: DataMap; readonly diagnostics: readonly Diagnostic[] } {
  const { document, diagnostics: ofShape } = readDocument(file, shape);
  if (!document) return { diagnostics: ofShape };
  const diagnostics: Diagnostic[] = [
    ...ofShape,
    ...unknownIds(document, policy),
    ...duplicateStores(document),
  ];
  const compiled = document.value.stores.map((store, index) => {
    if (store.kind === 'database' && !tables.has(store.schema))
      diagnostics.push(
        diagnostic(
          'map/missing-schema',
          document.at('stores', index, 'schema'),
          `there is no schema \`${store.schema}\``,
        ),
      );
    return compileStore(store, tables);
  });
  const dataMap: DataMap = { application: document.value.application, stores: compiled };
  diagnostics.push(...unknownColumns(document, dataMap), ...badPrefixes(document));
  return hasErrors(diagnostics) ? { diagnostics } : { dataMap, diagnostics };
}

function compileStore(store: RawStore, tables: DataMapSource['tables']): Store {
  switch (store.kind) {
    case 'database':
      return { kind: 'database', id: store.id, tables: tables.get(store.schema) ?? [] };
    case 'bucket':
      return { ...store, objects: store.objects.map(objectsOf) };
    case 'log':
    case 'cache':
      return {
        kind: store.kind,
        id: store.id,
        data: store.data,
        expiresAfterDays: Math.ceil(atMostDays(proven(parseDuration(store.expires)))),
      };
    case 'processor': {
      const { reference, ...rest } = store;
      return { ...rest, ...(reference !== undefined && { reference: columnOf(reference) }) };
    }
  }
}

function objectsOf({
  data,
  prefix,
  keys: named,
}: {
  readonly data: readonly string[];
  readonly prefix: string;
  readonly keys?: string;
}): BucketObjects {
  return { data, prefix, ...(named !== undefined && { keys: columnOf(named) }) };
}

/** `database.Snapshot.objectKey`. */
function columnOf(path: string): {
  readonly store: string;
  readonly table: string;
  readonly column: string;
} {
  const [store = '', table = '', name = ''] = path.split('.');
  return { store, table, column: name };
}

function unknownIds(
  document: Document<RawDataMap>,
  { vocabulary }: Pick<CompiledPolicy, 'vocabulary'>,
): readonly Diagnostic[] {
  const categories = new Set(vocabulary.categories.map((each) => each.id));
  const recipients = new Set(vocabulary.recipients.map((each) => each.id));
  const missing = (
    data: readonly string[],
    path: readonly (string | number)[],
  ): readonly Diagnostic[] =>
    data.flatMap((category, index) =>
      categories.has(category)
        ? []
        : [
            diagnostic(
              'policy/unknown-category',
              document.at(...path, index),
              `\`${category}\` is not one of the categories of the vocabulary`,
            ),
          ],
    );
  return document.value.stores.flatMap((store, index) => {
    switch (store.kind) {
      case 'database':
        return [];
      case 'bucket':
        return store.objects.flatMap(({ data }, position) =>
          missing(data, ['stores', index, 'objects', position, 'data']),
        );
      case 'log':
      case 'cache':
        return missing(store.data, ['stores', index, 'data']);
      case 'processor': {
        const unknown = recipients.has(store.recipient)
          ? []
          : [
              diagnostic(
                'policy/unknown-recipient',
                document.at('stores', index, 'recipient'),
                `\`${store.recipient}\` is not one of the recipients of the vocabulary`,
              ),
            ];
        return [...unknown, ...missing(store.data, ['stores', index, 'data'])];
      }
    }
  });
}

function duplicateStores(document: Document<RawDataMap>): readonly Diagnostic[] {
  const named = document.value.stores.map((store) => store.id);
  return named.flatMap((store, index) =>
    named.indexOf(store) === index
      ? []
      : [
          diagnostic(
            'policy/duplicate-id',
            document.at('stores', index, 'id'),
            `the store \`${store}\` stands twice`,
            { related: document.at('stores', named.indexOf(store), 'id') },
          ),
        ],
  );
}

function unknownColumns(document: Document<RawDataMap>, map: DataMap): readonly Diagnostic[] {
  return document.value.stores.flatMap((store, index) => {
    if (store.kind === 'processor' && store.reference !== undefined)
      return unknownColumn(store.reference, ['stores', index, 'reference'], document, map);
    if (store.kind !== 'bucket') return [];
    return store.objects.flatMap((each, position) =>
      each.keys === undefined
        ? []
        : unknownColumn(each.keys, ['stores', index, 'objects', position, 'keys'], document, map),
    );
  });
}

function unknownColumn(
  path: string,
  place: readonly (string | number)[],
  document: Document<RawDataMap>,
  map: DataMap,
): readonly Diagnostic[] {
  const { store, table, column: name } = columnOf(path);
  const database = map.stores.find((each) => each.id === store);
  if (database?.kind !== 'database')
    return [
      diagnostic(
        'map/unknown-store',
        document.at(...place),
        `there is no database \`${store}\` in this data map`,
      ),
    ];
  const found = database.tables
    .find((each) => each.name === table)
    ?.columns.some((each) => each.name === name);
  return found
    ? []
    : [
        diagnostic(
          'map/unknown-column',
          document.at(...place),
          `the schema has no column \`${table}.${name}\``,
        ),
      ];
}

function badPrefixes(document: Document<RawDataMap>): readonly Diagnostic[] {
  return document.value.stores.flatMap((store, index) => {
    if (store.kind !== 'bucket') return [];
    return store.objects.flatMap(({ prefix }, position) =>
      /^[^{}]*\{subject\}(?:\/[^{}]*)?\/$/.test(prefix) && !prefix.startsWith('/')
        ? []
        : [
            diagnostic(
              'map/bad-prefix',
              document.at('stores', index, 'objects', position, 'prefix'),
              `\`${prefix}\` does not name one data subject alone`,
            ),
          ],
    );
  });
}
