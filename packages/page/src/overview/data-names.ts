import { rootCategories, type CompiledPolicy } from '@troth/compiler';
import { formatList } from '../formats/list.ts';
import type { Words } from '../words/words.ts';

/** Categories by the names the policy gives them: `email address and password`, or all of them. */
export function dataNames(data: readonly string[], policy: CompiledPolicy, words: Words): string {
  const roots = rootCategories(policy.vocabulary);
  if (roots.length > 0 && roots.every((root) => data.includes(root))) return words.allData;
  const names = new Map(policy.vocabulary.categories.map(({ id, name }) => [id, name]));
  return formatList(
    data.map((id) => names.get(id) ?? id),
    'and',
    words.locale,
  );
}
