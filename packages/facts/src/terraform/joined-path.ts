/** A path relative to a folder, both with `/`; `..` above the start stays. */
export function joinedPath(folder: string, relative: string): string {
  const parts: string[] = [];
  for (const part of [...folder.split('/'), ...relative.split('/')]) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const start = folder.startsWith('/') ? '/' : '';
  return parts.length === 0 ? start || '.' : `${start}${parts.join('/')}`;
}

/** The folder that a file stands in. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end < 0 ? '.' : path.slice(0, end) || '/';
}
