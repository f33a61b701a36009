import type { CompiledPolicy } from '@troth/compiler';
import { diffPolicies } from '@troth/diff';
import type { EarlierVersion } from '@troth/page';

/**
 * The policies that were published before another, with what the other changes in each, newest first:
 * what the page needs to tell a reader what changed since the version they know.
 */
export function earlierVersions(
  policy: CompiledPolicy,
  published: readonly { readonly policy?: CompiledPolicy }[],
): readonly EarlierVersion[] {
  const older = published.flatMap(({ policy: each }) =>
    each !== undefined && each.version.published < policy.version.published ? [each] : [],
  );
  const byDay = new Map(older.map((each) => [each.version.published, each]));
  return [...byDay.values()]
    .toSorted((a, b) => (a.version.published < b.version.published ? 1 : -1))
    .map((each) => ({ policy: each, changes: diffPolicies(each, policy).changes }));
}
