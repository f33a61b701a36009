import {
  rulesOf,
  type CompiledClause,
  type CompiledPolicy,
  type GrantRule,
  type Right,
  type Stated,
} from '@troth/compiler';
import { formatDuration } from '../formats/duration.ts';
import { formatList } from '../formats/list.ts';
import { html, joined, nothing, type Html } from '../html.ts';
import { mailLink } from '../mail-link.ts';
import type { Words } from '../words/words.ts';
import { clauseLinks, table, type Row } from './table.ts';

/** What a reader can ask for, how, and by when the answer is due. */
export function yourRights(policy: CompiledPolicy, words: Words): Html {
  const grants = rulesOf(policy, 'grant').flatMap((grant) =>
    grant.rule.rights.map((right) => ({ right, grant })),
  );
  const rows = [...Map.groupBy(grants, ({ right, grant }) => keyOf(right, grant.rule)).values()];
  if (rows.length === 0) return nothing;
  const { title, right, who, how, answer } = words.rights;
  return table(
    '_your-rights',
    title,
    [right, who, how, answer, words.clause],
    rows.map((each) => rowOf(each, policy, words)),
  );
}

interface Granted {
  readonly right: Right;
  readonly grant: Stated<GrantRule>;
}

/** Clauses that speak of one right of the same people share a row: one gives it, another the way to it. */
function keyOf(right: Right, { regions, purposes }: GrantRule): string {
  return JSON.stringify([right, regions, purposes]);
}

function rowOf(granted: readonly Granted[], policy: CompiledPolicy, words: Words): Row {
  const [first] = granted;
  if (first === undefined) throw new Error('a row of rights needs a grant');
  const rules = granted.map(({ grant }) => grant.rule);
  const promised = granted
    .filter(({ grant }) => bindsDeadline(grant.clause))
    .map(({ grant }) => grant.rule);
  return {
    cells: [
      html`${nameOf(first.right, first.grant.rule, policy, words)}`,
      html`${regionsOf(first.grant.rule, policy, words)}`,
      channelsOf(rules, policy, words),
      html`${deadlinesOf(promised, words)}`,
      clauseLinks(granted.map(({ grant }) => grant.clause.id)),
    ],
  };
}

function nameOf(right: Right, rule: GrantRule, policy: CompiledPolicy, words: Words): string {
  const name = words.rights.names[right];
  const purposes = policy.vocabulary.purposes
    .filter(({ id }) => rule.purposes.includes(id))
    .map((purpose) => purpose.name);
  return purposes.length === 0 ? name : `${name}: ${formatList(purposes, 'and', words.locale)}`;
}

function regionsOf(rule: GrantRule, policy: CompiledPolicy, words: Words): string {
  if (rule.regions.length === 0) return words.rights.everybody;
  const names = policy.vocabulary.regions
    .filter(({ id }) => rule.regions.includes(id))
    .map(({ name }) => name);
  return formatList(names, 'and', words.locale);
}

function channelsOf(rules: readonly GrantRule[], policy: CompiledPolicy, words: Words): Html {
  const channels = new Set(
    rules.flatMap(({ channel }) => (channel === undefined ? [] : [channel])),
  );
  if (channels.size === 0) return html`${words.rights.anyWay}: ${mailLink(policy.contact.email)}`;
  return joined(
    [...channels].map((channel) => channelMarkup(channel, policy, words)),
    ', ',
  );
}

function channelMarkup(
  channel: NonNullable<GrantRule['channel']>,
  policy: CompiledPolicy,
  words: Words,
): Html {
  switch (channel) {
    case 'dashboard':
      return html`${words.rights.channels.dashboard}`;
    case 'link':
      return html`${words.rights.channels.link}`;
    case 'browser-signal':
      return html`${words.rights.channels.browserSignal}`;
    case 'email':
      return mailLink(policy.contact.email);
  }
}

/** Whether the sentence says the time; one that stands in the rule alone is kept, and not promised. */
function bindsDeadline({ text }: CompiledClause): boolean {
  return text.some((segment) => segment.kind === 'binding' && segment.path === 'grant.within');
}

function deadlinesOf(rules: readonly GrantRule[], words: Words): string {
  const deadlines = new Set(
    rules.flatMap(({ within }) =>
      within === undefined ? [] : [words.howLong.within(formatDuration(within, words.locale))],
    ),
  );
  return deadlines.size === 0 ? words.rights.noDeadline : [...deadlines].join(', ');
}
