import { diagnostic, type Diagnostic } from '@troth/diagnostics';
import type { Check } from '../check.ts';
import { rulesOf } from '../rules-of.ts';

/** Purposes nothing uses and recipients nobody shares with: the vocabulary says more than the page. */
export const unusedWords: Check = (policy, at) => {
  const collects = rulesOf(policy, 'collect').map(({ rule }) => rule);
  const shares = rulesOf(policy, 'share').flatMap(({ rule }) => rule.recipients);
  const purposes = new Set([
    ...collects.flatMap((rule) => rule.purposes),
    ...rulesOf(policy, 'use').flatMap(({ rule }) => rule.purposes),
    ...shares.flatMap((entry) => entry.purposes),
    ...rulesOf(policy, 'grant').flatMap(({ rule }) => rule.purposes),
  ]);
  const recipients = new Set([
    ...collects.flatMap(({ from }) => from),
    ...shares.map(({ recipient }) => recipient),
  ]);
  return [
    ...unused(policy.vocabulary.purposes, purposes).map((id): Diagnostic =>
      diagnostic(
        'policy/unused-purpose',
        at(`purposes/${id}`),
        `no clause uses data for \`${id}\``,
      ),
    ),
    ...unused(policy.vocabulary.recipients, recipients).map((id): Diagnostic =>
      diagnostic(
        'policy/unused-recipient',
        at(`recipients/${id}`),
        `no clause shares data with \`${id}\``,
      ),
    ),
  ];
};

function unused(
  words: readonly { readonly id: string }[],
  used: ReadonlySet<string>,
): readonly string[] {
  return words.map(({ id }) => id).filter((id) => !used.has(id));
}
