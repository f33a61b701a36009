import { diagnostic } from '@troth/diagnostics';
import { ancestorsOf, isWithin } from '../categories.ts';
import type { Check, Content } from '../check.ts';
import { rulesOf, type Stated } from '../rules-of.ts';
import type { UseRule } from '../verbs/use.ts';

/** A use that one clause permits and another refuses (`only`), with no `exceptTo` between them. */
export const contradictions: Check = (policy, at) => {
  const uses = rulesOf(policy, 'use');
  const refusing = refusalsByCategory(
    policy,
    uses.filter(({ rule }) => rule.exclusive),
  );
  return uses.flatMap((use) => {
    const refusals = new Set(use.rule.data.flatMap((category) => refusing.get(category) ?? []));
    return [...refusals]
      .filter((only) => isRefusedBy(use, only))
      .map((only) =>
        diagnostic(
          'policy/overlap',
          at(use.clause.id),
          `\`${use.clause.id}\` permits a use that \`${only.clause.id}\` refuses`,
          { related: at(only.clause.id) },
        ),
      );
  });
};

/** Each category with the refusals that reach it: those on it, above it, and below it. */
function refusalsByCategory(
  policy: Content,
  refusing: readonly Stated<UseRule>[],
): ReadonlyMap<string, readonly Stated<UseRule>[]> {
  const { vocabulary } = policy;
  const found = new Map<string, Stated<UseRule>[]>(vocabulary.categories.map(({ id }) => [id, []]));
  for (const only of refusing) {
    const reached = only.rule.data.flatMap((category) => [
      ...ancestorsOf(vocabulary, category),
      ...vocabulary.categories
        .filter(({ id }) => isWithin(vocabulary, id, category))
        .map(({ id }) => id),
    ]);
    for (const category of new Set(reached)) found.get(category)?.push(only);
  }
  return found;
}

function isRefusedBy(use: Stated<UseRule>, only: Stated<UseRule>): boolean {
  return (
    use.clause.id !== only.clause.id &&
    !use.clause.exceptTo.includes(only.clause.id) &&
    use.rule.purposes.some((purpose) => !only.rule.purposes.includes(purpose))
  );
}
