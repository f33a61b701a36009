import { sentenceOf, type CompiledPolicy } from '@troth/compiler';
import type { Then } from './test-file.ts';

/** What went wrong with the sentences a test expects to be read on the page; line breaks count as spaces. */
export function checkSentences(
  sentence: NonNullable<Then['sentence']>,
  { clauses }: CompiledPolicy,
): string | undefined {
  return (
    Object.entries(sentence)
      .flatMap(([id, expected]) => {
        const clause = clauses.find((each) => each.id === id);
        const got = clause === undefined ? '' : folded(sentenceOf(clause));
        return got === folded(expected)
          ? []
          : [`expected \`${id}\` to read "${folded(expected)}", it reads "${got}"`];
      })
      .join('; ') || undefined
  );
}

function folded(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}
