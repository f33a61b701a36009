/** Files that a package's `exports` may mean by a subpath (`.`, `./server`), sources first. */
export function exportedFiles(exports: unknown, subpath: string): readonly string[] {
  if (subpath === '.' && !hasSubpaths(exports)) return filesIn(exports);
  return filesBy(exports, subpath);
}

/** Files that a package's `imports` mean by a name that starts with `#`. */
export function importedFiles(imports: unknown, name: string): readonly string[] {
  return filesBy(imports, name);
}

function filesBy(map: unknown, name: string): readonly string[] {
  if (typeof map !== 'object' || map === null) return [];
  for (const [pattern, target] of Object.entries(map)) {
    const [start = '', end] = pattern.split('*');
    if (end === undefined) {
      if (pattern === name) return filesIn(target);
    } else if (name.startsWith(start) && name.endsWith(end) && name.length >= pattern.length - 1) {
      const rest = name.slice(start.length, name.length - end.length);
      return filesIn(target).map((file) => file.replaceAll('*', rest));
    }
  }
  return [];
}

function hasSubpaths(exports: unknown): boolean {
  return (
    typeof exports === 'object' &&
    exports !== null &&
    Object.keys(exports).some((key) => key.startsWith('.'))
  );
}

/** Every file below the conditions: any of them leads to the same source. */
function filesIn(target: unknown): readonly string[] {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return target.flatMap(filesIn);
  return typeof target === 'object' && target !== null
    ? Object.values(target).flatMap(filesIn)
    : [];
}
