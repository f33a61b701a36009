import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { formatDiagnostic } from '@troth/diagnostics';
import { readDocument, shapeOf } from '@troth/language';

/** How one store of the data map is reached. Paths are absolute, variables filled in. */
export type StoreEntry =
  | {
      readonly id: string;
      readonly connector: 'embedded-postgres';
      readonly migrations: string;
      readonly seed?: string;
    }
  | { readonly id: string; readonly connector: 'postgres'; readonly url: string }
  | { readonly id: string; readonly connector: 'folder'; readonly seed?: string }
  | { readonly id: string; readonly connector: 'log-expiry' }
  | { readonly id: string; readonly connector: 'loopback-stand-in' };

interface StoresFile {
  readonly stores: readonly StoreEntry[];
}

const text = { type: 'string', minLength: 1 };
const id = { type: 'string', format: 'id' };

function entry(connector: string, properties: object, required: readonly string[]): object {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'connector', ...required],
    properties: { id, connector: { const: connector }, ...properties },
  };
}

const shape = shapeOf<StoresFile>({
  type: 'object',
  additionalProperties: false,
  required: ['stores'],
  properties: {
    stores: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'connector'],
        oneOf: [
          entry('embedded-postgres', { migrations: text, seed: text }, ['migrations']),
          entry('postgres', { url: text }, ['url']),
          entry('folder', { seed: text }, []),
          entry('log-expiry', {}, []),
          entry('loopback-stand-in', {}, []),
        ],
      },
    },
  },
});

/**
 * @param file path; the paths inside start at its folder
 * @param variable value of an environment variable that the file names as `${NAME}`
 * @throws Error with one diagnostic a line when the file cannot be used
 */
export function readStoresFile(
  file: string,
  variable: (name: string) => string | undefined,
): readonly StoreEntry[] {
  const source = { path: file, text: readFileSync(file, 'utf8') };
  const { document, diagnostics } = readDocument(source, shape);
  if (document === undefined) throw new Error(diagnostics.map(formatDiagnostic).join('\n'));
  const entries = document.value.stores;
  const twice = entries.find(
    (one, index) => entries.findIndex(({ id }) => id === one.id) !== index,
  );
  if (twice !== undefined) throw new Error(`${file}: the store \`${twice.id}\` stands there twice`);
  return entries.map((one) => filledIn(one, dirname(file), variable));
}

function filledIn(
  one: StoreEntry,
  folder: string,
  variable: (name: string) => string | undefined,
): StoreEntry {
  const seed = (path: string | undefined): { readonly seed?: string } =>
    path === undefined ? {} : { seed: resolve(folder, path) };
  switch (one.connector) {
    case 'embedded-postgres':
      return { ...one, migrations: resolve(folder, one.migrations), ...seed(one.seed) };
    case 'postgres':
      return { ...one, url: withVariables(one, variable) };
    case 'folder':
      return { ...one, ...seed(one.seed) };
    case 'log-expiry':
    case 'loopback-stand-in':
      return one;
  }
}

function withVariables(
  { id: store, url }: { readonly id: string; readonly url: string },
  variable: (name: string) => string | undefined,
): string {
  return url.replaceAll(/\$\{([A-Z][A-Z0-9_]*)\}/g, (_, name: string) => {
    const value = variable(name);
    if (value === undefined)
      throw new Error(`${name}: is not set, and the store \`${store}\` needs it`);
    return value;
  });
}
