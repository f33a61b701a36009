/** The folder of a path; `` for one at the top. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end < 0 ? '' : path.slice(0, end) || '/';
}

/** A path below a folder, with `.` and `..` taken out. */
export function join(folder: string, path: string): string {
  if (path.startsWith('/')) return path;
  const steps: string[] = [];
  const isAbsolute = folder.startsWith('/');
  for (const step of `${folder}/${path}`.split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return (isAbsolute ? '/' : '') + steps.join('/');
}

/** The folder and every one above it, nearest first. */
export function foldersUp(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== '' && at !== '/';) {
    at = folderOf(at);
    folders.push(at);
  }
  return folders;
}
