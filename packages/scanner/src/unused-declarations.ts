import { overlaps, rulesOf } from '@troth/compiler';
import type { CompiledPolicy, DataMap, Recipient } from '@troth/compiler';
import type { Fact } from '@troth/facts';

import { recipientOf } from './words/recipient-of.ts';
import type { Reach } from './words/recipient-of.ts';

/** Something that a clause tells readers and that nothing of the program does. */
export interface UnusedDeclaration {
  readonly kind: 'recipient' | 'category';
  readonly id: string;
  readonly clause: string;
}

/**
 * What the policy says too much: recipients that nothing reaches, and categories that nothing holds.
 * A recipient whose packages and hosts nobody wrote down cannot be told, and neither can what is held
 * as long as no data map says.
 */
export function unusedDeclarations(
  policy: CompiledPolicy,
  facts: readonly Fact[],
  dataMap: DataMap | undefined,
): readonly UnusedDeclaration[] {
  return [...unusedRecipients(policy, facts, dataMap), ...unusedCategories(policy, facts, dataMap)];
}

function unusedRecipients(
  policy: CompiledPolicy,
  facts: readonly Fact[],
  dataMap: DataMap | undefined,
): readonly UnusedDeclaration[] {
  const { recipients } = policy.vocabulary;
  const reached = new Set([
    ...facts.flatMap((fact) =>
      reachesOf(fact).flatMap((reach) => recipientOf(reach, recipients)?.id ?? []),
    ),
    ...(dataMap?.stores ?? []).flatMap((store) =>
      store.kind === 'processor' ? [store.recipient] : [],
    ),
  ]);
  const known = new Map(recipients.map((recipient) => [recipient.id, recipient]));
  const shared = rulesOf(policy, 'share').flatMap(({ clause, rule }) =>
    rule.recipients.map(({ recipient }) => ({ clause: clause.id, recipient })),
  );
  return shared
    .filter(({ recipient }) => isTellable(known.get(recipient)) && !reached.has(recipient))
    .map(({ clause, recipient }) => ({ kind: 'recipient', id: recipient, clause }));
}

/** Infrastructure may be run from another repository; packages and hosts stand in the code. */
function isTellable(recipient: Recipient | undefined): boolean {
  if (recipient === undefined || recipient.infrastructure.length > 0) return false;
  return recipient.packages.length > 0 || recipient.hosts.length > 0;
}

function reachesOf(fact: Fact): readonly Reach[] {
  if (fact.kind === 'package') return [{ kind: 'package', name: fact.name }];
  if (fact.kind === 'host') return [{ kind: 'host', name: fact.host }];
  if (fact.kind !== 'data-sent') return [];
  const { sink } = fact;
  return sink.kind === 'package' || sink.kind === 'host'
    ? [{ kind: sink.kind, name: sink.name }]
    : [];
}

function unusedCategories(
  policy: CompiledPolicy,
  facts: readonly Fact[],
  dataMap: DataMap | undefined,
): readonly UnusedDeclaration[] {
  if (dataMap === undefined) return [];
  const held = new Set([...dataMap.stores.flatMap(dataOf), ...annotated(facts)]);
  const isHeld = (category: string): boolean =>
    [...held].some((one) => overlaps(policy.vocabulary, one, category));
  return rulesOf(policy, 'collect').flatMap(({ clause, rule }) =>
    rule.data
      .filter((category) => !isHeld(category))
      .map((id) => ({ kind: 'category', id, clause: clause.id })),
  );
}

function annotated(facts: readonly Fact[]): readonly string[] {
  return facts.flatMap((fact) =>
    fact.kind === 'model' ? fact.fields.flatMap(({ data }) => data) : [],
  );
}

function dataOf(store: DataMap['stores'][number]): readonly string[] {
  switch (store.kind) {
    case 'database':
      return store.tables.flatMap(({ columns }) => columns.flatMap(({ data }) => data));
    case 'bucket':
      return store.objects.flatMap(({ data }) => data);
    case 'log':
    case 'cache':
    case 'processor':
      return store.data;
  }
}
