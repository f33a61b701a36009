import type { CompiledPolicy } from '@troth/compiler';
import { lineIndex } from '@troth/diagnostics';

import type { Finding } from './finding.ts';
import { transitPromise } from './promises.ts';

/** What stands from `start` up to `end` becomes `text`; everything around it stays as it is written. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The edit that mends a finding, where only one thing can be meant; nothing where there is a choice.
 * @param text of the file the finding stands in, as it was scanned
 */
export function fixOf(
  found: Pick<Finding, 'rule' | 'at'>,
  text: string,
  policy: CompiledPolicy,
): Edit | undefined {
  const index = lineIndex(found.at.file, text);
  const { line, column, endLine, endColumn, file } = found.at;
  const start = index.offset({ file, line, column });
  const end = index.offset({ file, line: endLine, column: endColumn });
  const place: Place = { text, start, end, written: text.slice(start, end) };
  switch (found.rule) {
    case 'transit/weak-tls-version':
      return raisedVersion(place, policy);
    case 'transit/cert-validation-disabled':
      return withoutOption(place);
    case 'rest/unencrypted-storage':
      return encrypted(place);
    case 'access/public-exposure':
      return turned(place, 'true', 'false');
    default:
      return undefined;
  }
}

/** The text with all edits made; of two that overlap the first counts. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  let at = 0;
  let made = '';
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    if (edit.start < at) continue;
    made += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return made + text.slice(at);
}

interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly written: string;
}

/** `'TLSv1.2'` of Node: the one spelling of which every version has its own. */
function raisedVersion({ start, end, written }: Place, policy: CompiledPolicy): Edit | undefined {
  const quote = /^(['"`])TLSv1(?:\.[0-2])?\1$/.exec(written)?.[1];
  const minimum = transitPromise(policy)?.minimum;
  if (quote === undefined || minimum === undefined) return undefined;
  return { start, end, text: `${quote}TLSv${minimum}${quote}` };
}

/** Without `rejectUnauthorized: false` certificates are checked; its comma and its line go with it. */
function withoutOption({ text, start, end, written }: Place): Edit | undefined {
  if (!/^(['"]?)rejectUnauthorized\1\s*:\s*false$/.test(written)) return undefined;
  const after = /^[ \t]*,/.exec(text.slice(end));
  if (after !== null) {
    const rest = /^(?:[ \t]*\r?\n(?=[ \t]*\S)|[ \t]*)/.exec(text.slice(end + after[0].length));
    const isOwnLine = /(?:^|\n)[ \t]*$/.test(text.slice(0, start)) && rest?.[0].includes('\n');
    const from = isOwnLine === true ? text.lastIndexOf('\n', start - 1) + 1 : start;
    return { start: from, end: end + after[0].length + (rest?.[0].length ?? 0), text: '' };
  }
  const before = /,?\s*$/.exec(text.slice(0, start))?.[0] ?? '';
  const cut = before.startsWith(',') || /^\s/.test(text.slice(end)) ? before.length : 0;
  return { start: start - cut, end, text: '' };
}

/** Attributes that switch encryption on, by the resource whose attribute it is. */
const switches: ReadonlyMap<string, string> = new Map([
  ['aws_db_instance', 'storage_encrypted'],
  ['aws_rds_cluster', 'storage_encrypted'],
  ['aws_docdb_cluster', 'storage_encrypted'],
  ['aws_neptune_cluster', 'storage_encrypted'],
  ['aws_ebs_volume', 'encrypted'],
  ['aws_efs_file_system', 'encrypted'],
  ['aws_redshift_cluster', 'encrypted'],
  ['aws_elasticache_replication_group', 'at_rest_encryption_enabled'],
]);

/** An attribute that says no is turned; one that is missing is put first in its block. */
function encrypted(place: Place): Edit | undefined {
  const known = [...switches.values()];
  const isSwitch = known.some((name) => place.written.startsWith(`${name} `));
  if (isSwitch) return turned(place, 'false', 'true');
  const head = /^resource\s+"([a-z0-9_]+)"\s+"[^"]+"\s*\{/.exec(place.text.slice(place.start));
  const attribute = switches.get(head?.[1] ?? '');
  if (head === null || attribute === undefined) return undefined;
  const body = place.text.slice(place.start + head[0].length);
  const indent = /^[ \t]*\r?\n([ \t]+)/.exec(body)?.[1];
  if (indent === undefined || new RegExp(`^\\s*${attribute}\\s*=`, 'm').test(blockOf(body)))
    return undefined;
  const at = place.start + head[0].length;
  return { start: at, end: at, text: `\n${indent}${attribute} = true` };
}

/** As far as the closing brace at the start of a line, where every formatter puts it. */
function blockOf(body: string): string {
  return body.slice(0, /^\}/m.exec(body)?.index ?? body.length);
}

/** `attribute = false`, and nothing that is computed. */
function turned({ start, end, written }: Place, from: string, to: string): Edit | undefined {
  const head = new RegExp(`^([a-z0-9_]+\\s*=\\s*)${from}$`).exec(written)?.[1];
  return head === undefined ? undefined : { start, end, text: `${head}${to}` };
}
