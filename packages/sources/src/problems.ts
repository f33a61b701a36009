import type { Diagnostic, Position } from '@troth/diagnostics';
import { diagnostic } from '@troth/diagnostics';

/** What can be wrong with a policy folder. The folder itself is `.` in paths that are relative to it. */
const THE_FOLDER: Position = { file: '.', line: 1, column: 1 };

export function missingFolder(dir: string): Diagnostic {
  return diagnostic('files/empty-policy', THE_FOLDER, `there is no folder \`${dir}\``);
}

export function missingFolderAt(ref: string, dir: string): Diagnostic {
  const message = `there is no folder \`${dir}\` at \`${ref}\``;
  return diagnostic('files/empty-policy', THE_FOLDER, message);
}

export function notFolder(dir: string): Diagnostic {
  return diagnostic('files/empty-policy', THE_FOLDER, `\`${dir}\` is a file, not a folder`);
}

export function emptyFolder(): Diagnostic {
  const message = 'the folder holds no `.yaml` or `.yml` file';
  return diagnostic('files/empty-policy', THE_FOLDER, message);
}

export function unreadableFolder(reason: string): Diagnostic {
  return diagnostic('files/unreadable', THE_FOLDER, `the folder cannot be read: ${reason}`);
}

/** The ref, not the folder, is at fault. */
export function unknownRevision(reason: string): Diagnostic {
  const help =
    'name a branch, tag or commit of this repository; `git fetch` brings one that only the server has';
  return diagnostic('files/unreadable', THE_FOLDER, reason, { help });
}

export function tooLarge(path: string, size: number, limit: number): Diagnostic {
  const message = `the file has ${size} bytes, ${limit} are allowed`;
  return diagnostic('files/too-large', top(path), message);
}

export function notUtf8(path: string): Diagnostic {
  return diagnostic('files/unreadable', top(path), 'the file is not UTF-8 text');
}

export function unreadable(path: string, reason: string): Diagnostic {
  return diagnostic('files/unreadable', top(path), `the file cannot be read: ${reason}`);
}

/** `CLAUSES.YAML` reads like policy to a person, and the language would pass it over. */
export function oddEnding(path: string): Diagnostic {
  const help = 'rename it so that it ends in `.yaml`';
  return diagnostic('files/unknown-file', top(path), `nothing reads \`${path}\``, { help });
}

export function leavesFolder(path: string, target: string): Diagnostic {
  return diagnostic('files/outside', top(path), `the link to \`${target}\` leaves the folder`);
}

function top(file: string): Position {
  return { file, line: 1, column: 1 };
}
