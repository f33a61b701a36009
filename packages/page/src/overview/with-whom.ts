import { rulesOf, type CompiledPolicy, type Recipient } from '@troth/compiler';
import { formatList } from '../formats/list.ts';
import { html, nothing, type Html } from '../html.ts';
import type { Words } from '../words/words.ts';
import { dataNames } from './data-names.ts';
import { clauseLinks, table, type Row } from './table.ts';

/** Everybody outside the company whom the rules name: what they get or give, and what for. */
export function withWhom(policy: CompiledPolicy, words: Words): Html {
  const rows = policy.vocabulary.recipients.flatMap((recipient) => rowOf(recipient, policy, words));
  if (rows.length === 0) return nothing;
  const { title, who, why, data } = words.withWhom;
  return table('_with-whom', title, [who, why, data, words.clause], rows);
}

/** What the rules say of one recipient, gathered from all clauses. */
interface Dealings {
  readonly clauses: string[];
  readonly data: string[];
  readonly purposes: string[];
  givesUsData: boolean;
  hasContract: boolean;
}

function rowOf(recipient: Recipient, policy: CompiledPolicy, words: Words): readonly Row[] {
  const dealings = dealingsOf(recipient.id, policy);
  if (dealings.data.length === 0) return [];
  return [
    {
      cells: [
        html`${recipient.name}<span class="detail">${roleOf(recipient, dealings, words)}</span>`,
        html`${reasonOf(recipient, dealings, policy, words)}`,
        html`${dataNames([...new Set(dealings.data)], policy, words)}`,
        clauseLinks(dealings.clauses),
      ],
    },
  ];
}

function dealingsOf(recipient: string, policy: CompiledPolicy): Dealings {
  const dealings: Dealings = {
    clauses: [],
    data: [],
    purposes: [],
    givesUsData: false,
    hasContract: false,
  };
  for (const { clause, rule } of rulesOf(policy, 'collect')) {
    if (!rule.from.includes(recipient)) continue;
    note(dealings, clause.id, rule);
    if (rule.source === 'recipient') dealings.givesUsData = true;
  }
  for (const { clause, rule } of rulesOf(policy, 'share')) {
    for (const entry of rule.recipients.filter((each) => each.recipient === recipient)) {
      note(dealings, clause.id, entry);
    }
  }
  for (const { clause, rule } of rulesOf(policy, 'contract')) {
    if (!rule.recipients.includes(recipient)) continue;
    note(dealings, clause.id, { data: [], purposes: [] });
    dealings.hasContract = true;
  }
  return dealings;
}

function note(
  dealings: Dealings,
  clause: string,
  said: { readonly data: readonly string[]; readonly purposes: readonly string[] },
): void {
  dealings.clauses.push(clause);
  dealings.data.push(...said.data);
  dealings.purposes.push(...said.purposes);
}

function roleOf(recipient: Recipient, dealings: Dealings, words: Words): string {
  const role = words.withWhom.role[recipient.role];
  return dealings.hasContract ? `${role}, ${words.withWhom.contract}` : role;
}

function reasonOf(
  recipient: Recipient,
  dealings: Dealings,
  policy: CompiledPolicy,
  words: Words,
): string {
  if (dealings.givesUsData) return words.withWhom.givesUs;
  if (recipient.service !== undefined) return recipient.service;
  const names = policy.vocabulary.purposes
    .filter(({ id }) => dealings.purposes.includes(id))
    .map(({ name }) => name);
  return names.length > 0 ? formatList(names, 'and', words.locale) : words.withWhom.unnamedService;
}
