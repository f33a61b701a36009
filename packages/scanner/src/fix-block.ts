import type { Edit, Place } from './fix-place.ts';

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

/** A resource that says nothing of encryption is told to encrypt. */
export function encrypted(place: Place): Edit | undefined {
  const attribute = switches.get(typeOf(place) ?? '');
  return attribute === undefined ? undefined : added(place, attribute, 'true');
}

function typeOf({ text, start }: Place): string | undefined {
  return head.exec(text.slice(start))?.[1];
}

const head = /^resource\s+"([a-z0-9_]+)"\s+"[^"]+"\s*\{/;

/** An attribute put first in the block of a resource that has none of that name. */
export function added(place: Place, attribute: string, value: string): Edit | undefined {
  const opening = head.exec(place.text.slice(place.start))?.[0];
  if (opening === undefined) return undefined;
  const body = place.text.slice(place.start + opening.length);
  const indent = /^[ \t]*\r?\n([ \t]+)/.exec(body)?.[1];
  const isThere = new RegExp(`^\\s*${attribute}\\s*=`, 'm').test(blockOf(body));
  if (indent === undefined || isThere) return undefined;
  const at = place.start + opening.length;
  return { start: at, end: at, text: `\n${indent}${attribute} = ${value}` };
}

/** As far as the closing brace at the start of a line, where every formatter puts it. */
function blockOf(body: string): string {
  return body.slice(0, /^\}/m.exec(body)?.index ?? body.length);
}
