import { diagnostic } from '@troth/diagnostics';
import type { Diagnostic, Span } from '@troth/diagnostics';
import { readDocument, shapeOf } from '@troth/language';
import type { SourceFile } from '@troth/language';

import type { Unreadable, Waiver } from './waiver.ts';

interface WaiverEntry {
  readonly kind: 'exception' | 'false-positive' | 'unreadable';
  readonly fingerprint?: string;
  readonly rule?: string;
  readonly path?: string;
  readonly reason: string;
  readonly owner?: string;
  readonly approver?: string;
  readonly expires?: string;
}

const text = { type: 'string', minLength: 1 };

const shape = shapeOf<{ readonly waivers: readonly WaiverEntry[] }>({
  type: 'object',
  additionalProperties: false,
  required: ['waivers'],
  properties: {
    waivers: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['kind', 'reason'],
        properties: {
          kind: { enum: ['exception', 'false-positive', 'unreadable'] },
          fingerprint: { type: 'string', pattern: '^[0-9a-f]{32}$' },
          rule: text,
          path: text,
          reason: text,
          owner: text,
          approver: text,
          expires: { type: 'string', format: 'date' },
        },
      },
    },
  },
});

/**
 * Reads `waivers.yaml`. An incomplete waiver is an error and does not count; an exception that has
 * expired is a warning and is kept, so that a scan can say what it no longer covers.
 * @param today `YYYY-MM-DD`, UTC
 */
export function parseWaivers(
  file: SourceFile,
  today: string,
): {
  readonly waivers: readonly Waiver[];
  /** Files that may stay unread. */
  readonly unreadable: readonly Unreadable[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const { document, diagnostics } = readDocument(file, shape);
  if (document === undefined) return { waivers: [], unreadable: [], diagnostics };
  const waivers: Waiver[] = [];
  const unreadable: Unreadable[] = [];
  const problems = [...diagnostics];
  for (const [index, entry] of document.value.waivers.entries()) {
    const at = document.at('waivers', index);
    const waiver = waiverOf(entry, at);
    if (typeof waiver === 'string') {
      problems.push(diagnostic('waivers/bad-waiver', at, waiver));
      continue;
    }
    if (waiver.kind === 'unreadable') {
      unreadable.push(waiver);
      continue;
    }
    waivers.push(waiver);
    if (waiver.kind === 'exception' && waiver.expires <= today) {
      const place = document.at('waivers', index, 'expires');
      problems.push(
        diagnostic(
          'waivers/expired',
          place,
          `the exception of \`${waiver.owner}\` ended on ${waiver.expires}`,
        ),
      );
    }
  }
  return { waivers, unreadable, diagnostics: problems };
}

function waiverOf(entry: WaiverEntry, at: Span): Waiver | Unreadable | string {
  switch (entry.kind) {
    case 'exception':
      return exceptionOf(entry, at);
    case 'false-positive':
      return falsePositiveOf(entry, at);
    case 'unreadable':
      return unreadableOf(entry, at);
  }
}

function unreadableOf(entry: WaiverEntry, at: Span): Unreadable | string {
  const { path, reason, owner, rule, fingerprint, expires } = entry;
  if (path === undefined) return 'a file that may stay unread is named by its `path`';
  if (rule !== undefined || fingerprint !== undefined || expires !== undefined)
    return 'a file that may stay unread has a `path` and nothing to find';
  return { kind: 'unreadable', path, reason, at, ...(owner !== undefined && { owner }) };
}

function exceptionOf(entry: WaiverEntry, at: Span): Waiver | string {
  const { reason, owner, approver, expires, fingerprint, rule, path } = entry;
  if (owner === undefined) return 'the exception names no `owner`';
  if (approver === undefined) return 'the exception names no `approver`';
  if (owner === approver)
    return `\`${owner}\` is owner and approver in one: somebody else must approve`;
  if (expires === undefined) return 'the exception does not say when it `expires`';
  const common = { kind: 'exception', reason, owner, approver, expires, at } as const;
  if (fingerprint !== undefined && rule === undefined && path === undefined) {
    return { ...common, covers: { by: 'fingerprint', fingerprint } };
  }
  if (fingerprint === undefined && rule !== undefined && path !== undefined) {
    return { ...common, covers: { by: 'rule-and-path', rule, path } };
  }
  return 'an exception covers either a `fingerprint`, or a `rule` in a `path`';
}

function falsePositiveOf(entry: WaiverEntry, at: Span): Waiver | string {
  const { reason, owner, fingerprint } = entry;
  if (fingerprint === undefined) return 'a false positive names the `fingerprint` of its finding';
  if (entry.rule !== undefined || entry.path !== undefined || entry.expires !== undefined) {
    return 'a false positive covers one `fingerprint` and nothing else';
  }
  return {
    kind: 'false-positive',
    fingerprint,
    reason,
    at,
    ...(owner === undefined ? {} : { owner }),
  };
}
