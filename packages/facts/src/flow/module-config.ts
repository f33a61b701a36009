import type { SourceText } from '../extraction.ts';
import { folderOf, join } from './paths.ts';

/** What one `tsconfig.json` says of module names. */
export interface PathAliases {
  /** The folder that `paths` start from. */
  readonly base: string;
  /** Whether a bare name may be a path below `base`. */
  readonly isBare: boolean;
  readonly paths: readonly (readonly [string, readonly string[]])[];
}

/** A package of the program itself. */
export interface OwnPackage {
  readonly name: string;
  readonly folder: string;
  readonly exports: unknown;
  readonly imports: unknown;
  /** Entry files as written: `source`, `types`, `module`, `main`. */
  readonly entries: readonly string[];
}

export function readPackage({ path, text }: SourceText): OwnPackage {
  const said = record(parseLoose(text));
  const entries = ['source', 'types', 'typings', 'module', 'main', 'browser'].flatMap((key) => {
    const entry = said[key];
    return typeof entry === 'string' ? [entry] : [];
  });
  const { name, exports, imports } = said;
  return {
    name: typeof name === 'string' ? name : '',
    folder: folderOf(path),
    exports,
    imports,
    entries,
  };
}

/** The aliases of a configuration, with those of what it extends; its own win. */
export function readAliases(
  path: string,
  configs: ReadonlyMap<string, string>,
  depth = 0,
): PathAliases | undefined {
  const text = configs.get(path);
  if (text === undefined || depth > 8) return undefined;
  const said = record(parseLoose(text));
  const options = record(said['compilerOptions']);
  const { baseUrl, paths } = options;
  const folder = folderOf(path);
  if (typeof baseUrl === 'string' || paths !== undefined) {
    const base = join(folder, typeof baseUrl === 'string' ? baseUrl : '.');
    const listed = Object.entries(record(paths)).map(([pattern, targets]) => {
      const texts = Array.isArray(targets) ? targets.filter((one) => typeof one === 'string') : [];
      return [pattern, texts] as const;
    });
    const isBare = typeof baseUrl === 'string';
    if (listed.length > 0) return { base, isBare, paths: listed };
    const above = inherited(said['extends'], folder, { configs, depth });
    return { base, isBare, paths: above?.base === base ? above.paths : [] };
  }
  return inherited(said['extends'], folder, { configs, depth });
}

function inherited(
  named: unknown,
  folder: string,
  { configs, depth }: { readonly configs: ReadonlyMap<string, string>; readonly depth: number },
): PathAliases | undefined {
  const all: readonly unknown[] = Array.isArray(named) ? named : [named];
  for (const one of all.toReversed()) {
    if (typeof one !== 'string' || !one.startsWith('.')) continue;
    const path = join(folder, one);
    const found =
      readAliases(path, configs, depth + 1) ?? readAliases(`${path}.json`, configs, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** JSON with comments and trailing commas, as TypeScript's own configuration may be; nothing for what is neither. */
function parseLoose(text: string): unknown {
  const strict = text
    .replaceAll(
      /("(?:[^"\\]|\\.)*")|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
      (_, string?: string) => string ?? '',
    )
    .replaceAll(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string?: string) => string ?? '');
  try {
    return JSON.parse(strict);
  } catch {
    // What cannot be read names no module; the file's own extractor says that it is broken.
    return undefined;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
