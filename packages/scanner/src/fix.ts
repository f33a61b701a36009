import type { CompiledPolicy } from '@troth/compiler';
import { lineIndex } from '@troth/diagnostics';

import type { Finding } from './finding.ts';
import { encrypted } from './fix-block.ts';
import type { Edit, Place } from './fix-place.ts';
import { reworded, turned, withoutFlag, withoutOption } from './fix-switches.ts';
import { raisedVersion } from './fix-versions.ts';
import { ended, shortened } from './fix-windows.ts';
import { transitPromise } from './promises.ts';

/**
 * The edit that mends a finding, where only one thing can be meant; nothing where there is a choice.
 * @param text of the file the finding stands in, as it was scanned
 */
export function fixOf(found: Found, text: string, policy: CompiledPolicy): Edit | undefined {
  return fixes[found.rule]?.(placeOf(found.at, text), found, policy);
}

type Found = Pick<Finding, 'rule' | 'at' | 'mend'>;
type Fix = (place: Place, found: Found, policy: CompiledPolicy) => Edit | undefined;

const fixes: Readonly<Record<string, Fix>> = {
  'transit/weak-tls-version': (place, _, policy) => {
    const minimum = transitPromise(policy)?.minimum;
    return minimum === undefined ? undefined : raisedVersion(place, minimum);
  },
  'transit/cert-validation-disabled': (place, { rule }) =>
    withoutOption(place) ?? turned(rule, place) ?? withoutFlag(place),
  'rest/unencrypted-storage': (place, { rule }) => turned(rule, place) ?? encrypted(place),
  'transit/cleartext': (place, { rule }) => turned(rule, place) ?? reworded(rule, place),
  'access/public-exposure': (place, { rule }) => turned(rule, place) ?? reworded(rule, place),
  'retention/exceeds-limit': (place, { mend }) => shortened(place, daysOf(mend)),
  'retention/missing-limit': (place, { mend }) => ended(place, daysOf(mend)),
  'collection/unclassified-field': (place, { mend }) =>
    mend?.kind === 'remark' ? remarked(place, mend.text) : undefined,
};

function daysOf(mend: Finding['mend']): number {
  return mend?.kind === 'days' ? mend.days : 0;
}

function placeOf(at: Finding['at'], text: string): Place {
  const index = lineIndex(at.file, text);
  const { line, column, endLine, endColumn, file } = at;
  const start = index.offset({ file, line, column });
  const end = index.offset({ file, line: endLine, column: endColumn });
  return { file, text, start, end, written: text.slice(start, end) };
}

const comments: readonly (readonly [RegExp, string])[] = [
  [/\.prisma$/, '///'],
  [/\.sql$/, '--'],
  [/\.[cm]?[jt]s$/, '//'],
];

/** A comment on a line of its own above a field that begins its line. */
function remarked({ file, text, start }: Place, remark: string): Edit | undefined {
  const sign = comments.find(([path]) => path.test(file))?.[1];
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(line, start);
  if (sign === undefined || indent.trim() !== '') return undefined;
  return { start, end: start, text: `${sign} ${remark}\n${indent}` };
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
