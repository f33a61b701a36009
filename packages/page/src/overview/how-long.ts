import {
  rulesOf,
  type CompiledPolicy,
  type EraseRule,
  type RetainRule,
  type Stated,
} from '@troth/compiler';
import { formatDuration } from '../formats/duration.ts';
import { html, nothing, type Html } from '../html.ts';
import type { Words } from '../words/words.ts';
import { dataNames } from './data-names.ts';
import { clauseLinks, table, type Row } from './table.ts';

/**
 * Every rule that keeps or erases, as a table. Numbers are those of the sentences: the period of a law
 * stands in the vocabulary for the enforcer, and is no promise of the page.
 */
export function howLong(policy: CompiledPolicy, words: Words): Html {
  const rows = [
    ...rulesOf(policy, 'retain').flatMap((stated) => retainRows(stated, policy, words)),
    ...rulesOf(policy, 'erase').map((stated) => eraseRow(stated, policy, words)),
  ];
  if (rows.length === 0) return nothing;
  const { title, data, what, time } = words.howLong;
  return table('_how-long', title, [data, what, time, words.clause], rows);
}

function eraseRow({ clause, rule }: Stated<EraseRule>, policy: CompiledPolicy, words: Words): Row {
  const event = policy.vocabulary.events.find(({ id }) => id === rule.after)?.name ?? rule.after;
  return {
    cells: [
      html`${dataNames(rule.data, policy, words)}`,
      html`${words.howLong.erased(event)}`,
      html`${words.howLong.within(windowOf(rule, words))}`,
      clauseLinks([clause.id]),
    ],
  };
}

/** Stages one by one, as the sentence has them: their sum stands in no sentence. */
function windowOf({ within, stages }: EraseRule, { locale }: Words): string {
  if (stages === undefined) return formatDuration(within, locale);
  const { trash, systems, backups } = stages;
  return [trash, systems, backups]
    .filter((stage) => stage !== undefined)
    .map((stage) => formatDuration(stage, locale))
    .join(' + ');
}

function retainRows(
  { clause, rule }: Stated<RetainRule>,
  policy: CompiledPolicy,
  words: Words,
): readonly Row[] {
  const rows: Row[] = [];
  if (rule.while !== undefined) {
    rows.push({
      cells: [
        html`${dataNames(rule.data, policy, words)}`,
        html`${words.howLong.whileActive}`,
        html`${words.howLong.noLimit}`,
        clauseLinks([clause.id]),
      ],
    });
  }
  for (const obligation of policy.vocabulary.obligations) {
    if (!rule.obligations.includes(obligation.id)) continue;
    rows.push({
      cells: [
        html`${dataNames(obligation.data, policy, words)}`,
        html`${words.howLong.required(obligation.name)}`,
        html`${words.howLong.asLawRequires}`,
        clauseLinks([clause.id]),
      ],
    });
  }
  return rows;
}
