import { rulesOf } from '@troth/compiler';
import type { LayoutFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { defineRule, finding, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'page/missing-link',
  protects: ['collect'],
  summary: 'No page of the application leads to the policy.',
  why: 'People must be able to read what is collected where it is collected.',
  fix: 'Link to the path of the policy from the layout that every page stands in.',
  unsafe: `export default function Page() {\n  return <main>Welcome</main>;\n}`,
  safe: `export default function Page() {\n  return <footer><a href="/privacy">Privacy</a></footer>;\n}`,
  language: 'ts',
  path: 'src/app/layout.tsx',
};

export const missingLink: Rule = defineRule(meta, 'layout', withoutLink);

function withoutLink(fact: LayoutFact, context: ScanContext): readonly Report[] {
  const [collecting] = rulesOf(context.policy, 'collect');
  if (collecting === undefined || isLinked(context)) return [];
  const { path } = context.policy.page;
  // Its parts stand in files that nobody showed us.
  if (fact.hasParts && context.facts.every(({ at }) => at.file === fact.at.file))
    return [note(fact, `cannot tell whether a part of this layout links to \`${path}\``)];
  const message = `no page of this application links to the policy at \`${path}\``;
  return [finding(fact, collecting.clause.id, message)];
}

/** Whether the program links to the page; a page of that name elsewhere may be the same one. */
function isLinked({ factsOf, policy }: ScanContext): boolean {
  const name = policy.page.path.split('/').at(-1) ?? '';
  return factsOf('link').some(
    ({ target }) => target.includes(policy.page.path) || (name !== '' && target.includes(name)),
  );
}
