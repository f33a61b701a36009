import type { SourceText } from '../extraction.ts';
import type { OwnPackage, PathAliases } from './module-config.ts';
import { readAliases, readPackage } from './module-config.ts';
import { exportedFiles, importedFiles } from './package-exports.ts';
import { folderOf, foldersUp, join } from './paths.ts';

/** The file of the program that a module specifier leads to; nothing for a package from elsewhere. */
export type ModuleResolver = (from: string, specifier: string) => string | undefined;

/** What module names are resolved with. */
export interface ModuleMap {
  /** Paths of the program's files. */
  readonly paths: readonly string[];
  /** `package.json`, `tsconfig*.json` and `jsconfig.json` of the program. */
  readonly configs: readonly SourceText[];
}

/** Whether a file says how module names are resolved, so that a caller must load it. */
export function isModuleConfig(path: string): boolean {
  return /(?:^|\/)(package|[tj]sconfig[^/]*)\.json$/.test(path);
}

interface Resolving {
  readonly known: ReadonlySet<string>;
  readonly configs: ReadonlyMap<string, string>;
  readonly packages: ReadonlyMap<string, OwnPackage>;
  readonly folders: ReadonlyMap<string, OwnPackage>;
  readonly aliases: Map<string, PathAliases | undefined>;
}

/**
 * Resolves within the program's own files, as bundlers and Node would: relative names, aliases of the
 * nearest `tsconfig.json`, packages of the workspace by their exports. No disk is read, and what was
 * built is sought where it was built from.
 */
export function moduleResolver({ paths, configs }: ModuleMap): ModuleResolver {
  const packages = configs.filter(({ path }) => path.endsWith('package.json')).map(readPackage);
  const resolving: Resolving = {
    known: new Set(paths),
    configs: new Map(configs.map(({ path, text }) => [path, text])),
    packages: new Map(packages.map((one) => [one.name, one])),
    folders: new Map(packages.map((one) => [one.folder, one])),
    aliases: new Map(),
  };
  // Each name of a file is asked for once for each of its uses.
  const answers = new Map<string, string | null>();
  return (from, specifier) => {
    const folder = folderOf(from);
    const key = `${folder} ${specifier}`;
    const known = answers.get(key);
    if (known !== undefined) return known ?? undefined;
    const found = resolveModule(folder, specifier, resolving);
    answers.set(key, found ?? null);
    return found;
  };
}

function resolveModule(
  folder: string,
  specifier: string,
  resolving: Resolving,
): string | undefined {
  if (/^\.{0,2}\//.test(specifier) || /^\.\.?$/.test(specifier))
    return fileAt(join(folder, specifier), resolving);
  return (
    byAlias(folder, specifier, resolving) ??
    byPackage(specifier, resolving) ??
    (specifier.startsWith('#') ? byImports(folder, specifier, resolving) : undefined) ??
    byCustom(folder, specifier, resolving)
  );
}

const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** The source at a path as an import writes it: without its ending, with that of its output, or a folder. */
function fileAt(path: string, { known }: Resolving): string | undefined {
  if (known.has(path)) return path;
  const bare = path.replace(/\.([cm]?)js(x?)$/, '');
  for (const stem of bare === path ? [path] : [bare, path]) {
    for (const ending of endings) if (known.has(stem + ending)) return stem + ending;
  }
  for (const ending of endings) {
    if (known.has(`${path}/index${ending}`)) return `${path}/index${ending}`;
  }
  return undefined;
}

function byAlias(folder: string, specifier: string, resolving: Resolving): string | undefined {
  const aliases = aliasesAt(folder, resolving);
  if (aliases === undefined) return undefined;
  for (const [pattern, targets] of aliases.paths) {
    const rest = matched(pattern, specifier);
    if (rest === undefined) continue;
    for (const target of targets) {
      const found = fileAt(join(aliases.base, target.replace('*', rest)), resolving);
      if (found !== undefined) return found;
    }
  }
  return aliases.isBare ? fileAt(join(aliases.base, specifier), resolving) : undefined;
}

function aliasesAt(folder: string, resolving: Resolving): PathAliases | undefined {
  const { aliases, configs } = resolving;
  if (aliases.has(folder)) return aliases.get(folder);
  const names = ['tsconfig.json', 'jsconfig.json', 'tsconfig.app.json', 'tsconfig.base.json'];
  const found = foldersUp(folder)
    .flatMap((one) => names.map((name) => readAliases(join(one, name), configs)))
    .find((one) => one !== undefined);
  aliases.set(folder, found);
  return found;
}

/** What `*` stands for; nothing when the pattern does not cover the name. */
function matched(pattern: string, specifier: string): string | undefined {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return pattern === specifier ? '' : undefined;
  const fits =
    specifier.length >= start.length + end.length &&
    specifier.startsWith(start) &&
    specifier.endsWith(end);
  return fits ? specifier.slice(start.length, specifier.length - end.length) : undefined;
}

function byPackage(specifier: string, resolving: Resolving): string | undefined {
  const words = specifier.split('/');
  const size = specifier.startsWith('@') ? 2 : 1;
  const own = resolving.packages.get(words.slice(0, size).join('/'));
  return own === undefined ? undefined : entryOf(own, words.slice(size).join('/'), resolving);
}

function entryOf(own: OwnPackage, below: string, resolving: Resolving): string | undefined {
  const places =
    below === ''
      ? [...exportedFiles(own.exports, '.'), ...own.entries, './src/index', './index', './src/main']
      : [...exportedFiles(own.exports, `./${below}`), below, `src/${below}`, `lib/${below}`];
  return firstAt(own.folder, places, resolving);
}

function byImports(folder: string, specifier: string, resolving: Resolving): string | undefined {
  const own = foldersUp(folder)
    .map((one) => resolving.folders.get(one))
    .find((one) => one !== undefined);
  return own === undefined
    ? undefined
    : firstAt(own.folder, importedFiles(own.imports, specifier), resolving);
}

// `@/x`, `~/x` and `#/x` without a configuration that says so: the application's folder or its `src`.
function byCustom(folder: string, specifier: string, resolving: Resolving): string | undefined {
  const [, path] = /^(?:@|~|#|\$lib|src|app)\/(.+)$/.exec(specifier) ?? [];
  if (path === undefined) return undefined;
  const places = foldersUp(folder).flatMap((one) => [
    join(one, specifier),
    ...['', 'src', 'app', 'src/lib'].map((middle) => join(join(one, middle), path)),
  ]);
  return places.map((place) => fileAt(place, resolving)).find((file) => file !== undefined);
}

const built = /(^|\/)(dist|build|lib|out|esm|cjs|es)\//;

function firstAt(
  folder: string,
  places: readonly string[],
  resolving: Resolving,
): string | undefined {
  for (const place of places) {
    const written = fileAt(join(folder, place), resolving);
    if (written !== undefined) return written;
    const source = place.replace(/\.d\.([cm]?)ts$/, '').replace(/\.[cm]?[jt]sx?$/, '');
    for (const instead of ['$1src/', '$1']) {
      const found = fileAt(join(folder, source.replace(built, instead)), resolving);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
