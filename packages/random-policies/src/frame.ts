import { compilePolicy, type Compilation, type CompiledPolicy } from '@troth/compiler';
import type { SourceFile } from '@troth/language';

/** They stand in every list of the vocabulary but one. As categories, two are parts of the first. */
export const words: readonly string[] = ['inn', 'inn.bed', 'inn.bill', 'tour'];

/** The one list whose ids have another form. */
export const regions: readonly string[] = ['DE', 'US'];

const settings = `language: 1
controller: { name: "Corner Inn, Inc.", short: Corner, aliases: [] }
contact: { email: privacy@inn.example }
version: { published: 2026-01-01, effective: 2026-01-01, reviewed: 2026-01-01 }
notice_days: 30
approvals: { loosens: [], tightens: [] }
page: { path: /privacy, status: internal }
sections: [all]
`;

/** The fields that each list demands beside id and name. One recipient has no contract, and one buys. */
const lists: Readonly<Record<string, (word: string, place: number) => string>> = {
  categories: () => '',
  purposes: () => '',
  recipients: (_, place) =>
    place < 2
      ? `, role: processor, country: ${place === 0 ? 'DE' : 'US'}, contract: { signed: 2026-01-01, document: dpa.pdf }`
      : `, role: ${place === 2 ? 'controller' : 'buyer'}`,
  events: (_, place) => `, about: ${place % 2 === 0 ? 'subject' : 'item'}`,
  regions: (region) => `, countries: [${region}]`,
  obligations: (word, place) => `, law: a law, data: [${word}], period: ${place + 1} years`,
};

const vocabulary = Object.entries(lists).map(([list, more]): SourceFile => ({
  path: `vocabulary/${list}.yaml`,
  text: `${list}:\n${(list === 'regions' ? regions : words).map((word, place) => `  - { id: ${word}, name: ${word}${more(word, place)} }\n`).join('')}`,
}));

/** The policy of an invented inn, with this one clause. */
export function compiledWith(clause: string): Compilation {
  return compilePolicy([
    { path: 'policy.yaml', text: settings },
    { path: 'clauses/all.yaml', text: `clauses:\n  - { id: c0, text: x, ${clause} }\n` },
    ...vocabulary,
  ]);
}

/** All of the policy but its clauses. */
export const frame: CompiledPolicy = framed();

function framed(): CompiledPolicy {
  const { policy, diagnostics } = compiledWith('informational: true, because: nothing is said');
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  return policy;
}
