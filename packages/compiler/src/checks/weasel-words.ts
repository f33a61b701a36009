import { diagnostic } from '@troth/diagnostics';
import type { Check } from '../check.ts';
import { proseOf } from '../sentence.ts';

const vague =
  /\b(?:including|such as|may|might|some|often|possibly|regular(?:ly)?|occasional(?:ly)?|from time to time|standard|industry-standard|unusual|potential|associated|where required|as necessary|as appropriate|reasonable|generally)\b/gi;

/** Words that promise less than they seem to. @see WP260 rev.01, paragraphs 12 and 13 */
export const weaselWords: Check = (policy, at) =>
  policy.clauses.flatMap((clause) => {
    const found = new Set(
      [...proseOf(clause.text).matchAll(vague)].map(([word]) => word.toLowerCase()),
    );
    if (found.size === 0) return [];
    const words = [...found].map((word) => `\`${word}\``).join(', ');
    return [diagnostic('policy/weasel-word', at(clause.id), `\`${clause.id}\` says ${words}`)];
  });
