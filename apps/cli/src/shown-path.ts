import { isAbsolute, relative, sep } from 'node:path';

/**
 * A path as the person at the terminal knows it: relative to the working directory, absolute
 * outside it, `/` between folders.
 */
export function shownPath(path: string, cwd: string): string {
  const way = relative(cwd, path);
  const outside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  return (outside ? path : way === '' ? '.' : way).split(sep).join('/');
}
