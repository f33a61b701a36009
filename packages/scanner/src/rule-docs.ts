import type { RuleMeta } from './rule.ts';
import { rules } from './rules.ts';

/** What each rule says of itself, by id. */
export const ruleMetadata: readonly RuleMeta[] = rules
  .map(({ meta }) => meta)
  .toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** One page a rule and an overview, as Markdown; paths are below `docs/rules`. */
export function ruleDocs(): readonly { readonly path: string; readonly text: string }[] {
  return [
    { path: 'README.md', text: overview() },
    ...ruleMetadata.map((meta) => ({ path: `${meta.id}.md`, text: page(meta) })),
  ];
}

function overview(): string {
  const rows = ruleMetadata.map(
    ({ id, summary, protects }) => `| [${id}](${id}.md) | ${summary} | ${verbs(protects)} |`,
  );
  return [
    '# Finding rules',
    '',
    'Generated from the rules. A rule runs when the policy uses one of its verbs; every limit it compares with stands in the policy.',
    '',
    '| rule | what it finds | verbs |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function page(meta: RuleMeta): string {
  const block = (code: string): string =>
    `\`\`\`${meta.language === 'terraform' ? 'hcl' : meta.language}\n${code}\n\`\`\``;
  return [
    `# ${meta.id}`,
    '',
    meta.summary,
    '',
    `Enforces ${verbs(meta.protects)} of the policy.`,
    '',
    '## Why',
    '',
    meta.why,
    '',
    '## Avoid',
    '',
    block(meta.unsafe),
    '',
    '## Prefer',
    '',
    block(meta.safe),
    '',
    ...(meta.path === undefined ? [] : [`Where: \`${meta.path}\`.`, '']),
    ...(meta.beside === undefined
      ? []
      : ['Beside it, in both cases:', '', `\`\`\`ts\n${meta.beside}\n\`\`\``, '']),
    '## How to mend it',
    '',
    meta.fix,
    '',
  ].join('\n');
}

function verbs(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
