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
export function fixOf(
  found: Pick<Finding, 'rule' | 'at' | 'mend'>,
  text: string,
  policy: CompiledPolicy,
): Edit | undefined {
  const { rule, mend } = found;
  const place = placeOf(found.at, text);
  const days = mend?.kind === 'days' ? mend.days : 0;
  switch (rule) {
    case 'transit/weak-tls-version': {
      const minimum = transitPromise(policy)?.minimum;
      return minimum === undefined ? undefined : raisedVersion(place, minimum);
    }
    case 'transit/cert-validation-disabled':
      return (
        withoutOption(place) ?? turned(rule, place) ?? withoutFlag(place) ?? reworded(rule, place)
      );
    case 'rest/unencrypted-storage':
      return turned(rule, place) ?? encrypted(place);
    case 'transit/cleartext':
    case 'access/public-exposure':
      return turned(rule, place) ?? reworded(rule, place);
    case 'retention/exceeds-limit':
      return shortened(place, days);
    case 'retention/missing-limit':
      return ended(place, days);
    case 'collection/unclassified-field':
      return mend?.kind === 'remark' ? remarked(place, mend.text) : undefined;
    default:
      return undefined;
  }
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
