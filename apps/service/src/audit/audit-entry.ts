import { canonicalJson } from '@troth/compiler';

type Plain = string | number | boolean | null | readonly string[];

/** One line of the audit log before it has a place. Pseudonyms only: a leaf can never be erased. */
export interface AuditEntry {
  readonly kind: string;
  readonly at: Date;
  readonly [field: string]: Plain | Date;
}

/** The exact bytes that are hashed and kept (RFC 8785). */
export function leafBytes(entry: AuditEntry): Buffer {
  const plain = Object.entries(entry).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return Buffer.from(canonicalJson(Object.fromEntries(plain)), 'utf8');
}
