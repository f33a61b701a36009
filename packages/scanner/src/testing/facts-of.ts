import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import {
  extractFacts,
  extractPrisma,
  extractTerraform,
  linkFlows,
  loadTerraformParser,
} from '@troth/facts';
import type { Extraction, Fact, Problem } from '@troth/facts';

import type { RuleMeta } from '../rule.ts';

const require = createRequire(import.meta.url);

const hcl = await loadTerraformParser({
  runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(
    require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'),
  ),
});

export type Language = RuleMeta['language'];

/** Path of a piece of code in tests. */
export const pathOf: Readonly<Record<Language, string>> = {
  ts: 'src/app.ts',
  prisma: 'prisma/schema.prisma',
  terraform: 'infra/main.tf',
};

/** Facts of one file; the extractors are the real ones. */
export function factsOf(
  text: string,
  language: Language,
  path: string = pathOf[language],
): readonly Fact[] {
  return extract(text, language, path).facts;
}

/** Facts of an example of a rule's page, with what stands beside it. */
export function factsOfExample(
  { language, path, beside }: RuleMeta,
  code: string,
  folder = '',
): readonly Fact[] {
  const own = factsOf(code, language, `${folder}${path ?? pathOf[language]}`);
  return beside === undefined ? own : [...own, ...factsOf(beside, 'ts', 'src/beside.ts')];
}

export function extract(
  text: string,
  language: Language,
  path: string = pathOf[language],
): { readonly facts: readonly Fact[]; readonly problems: readonly Problem[] } {
  switch (language) {
    case 'ts':
      return linked(extractFacts({ path, text }, { parsers: { hcl } }));
    case 'prisma':
      return extractPrisma([{ path, text }]);
    case 'terraform':
      return extractTerraform([{ path, text }], hcl);
  }
}

/** One file as a whole program. */
function linked({ facts, problems, flow }: Extraction): Pick<Extraction, 'facts' | 'problems'> {
  const flows = flow === undefined ? [] : [flow];
  return {
    facts: [...facts, ...linkFlows({ flows, models: [], resolve: () => undefined })],
    problems,
  };
}
