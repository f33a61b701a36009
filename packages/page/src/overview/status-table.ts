import type { CompiledClause, CompiledPolicy } from '@troth/compiler';
import { statusAt, type ClauseStatus } from '../clause-status.ts';
import { formatDate } from '../formats/date.ts';
import { html, nothing, type Html } from '../html.ts';
import type { Words } from '../words/words.ts';
import { clauseLinks, table, type Row } from './table.ts';

/**
 * How each promise is kept: only where the policy makes its status public. A clause that nobody
 * reported on is a gap; so is one whose proof has run out by `now`.
 */
export function statusTable(
  policy: CompiledPolicy,
  statuses: readonly ClauseStatus[],
  now: Date,
  words: Words,
): Html {
  if (policy.page.status !== 'public') return nothing;
  const reported = new Map(statuses.map((status) => [status.clause, status]));
  const rows = policy.clauses.map((clause) =>
    rowOf(reported.get(clause.id) ?? unreported(clause), now, words),
  );
  const { title, note, state, scope, checked, validUntil } = words.status;
  const labels = [words.clause, state, scope, checked, validUntil];
  return html`${table('_status', title, labels, rows)}
    <p class="note">${note}</p>\n`;
}

function unreported({ id, informational }: CompiledClause): ClauseStatus {
  return { clause: id, status: informational === undefined ? 'gap' : 'informational', scope: [] };
}

function rowOf(status: ClauseStatus, now: Date, words: Words): Row {
  const { kind, isOutOfDate } = statusAt(status, now);
  const name = words.status.kinds[kind];
  const said = isOutOfDate ? `${name} (${words.status.outOfDate})` : name;
  const date = (value: string | undefined): string =>
    value === undefined ? '–' : formatDate(value, words.locale);
  return {
    cells: [
      clauseLinks([status.clause]),
      html`<span class="badge badge-${kind}">${said}</span>`,
      html`${status.scope.join('; ')}`,
      html`${date(status.checked)}`,
      html`${date(status.validUntil)}`,
    ],
  };
}
