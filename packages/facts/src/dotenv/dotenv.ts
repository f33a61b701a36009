import { lineIndex } from '@troth/diagnostics';

import type { Extractor, SourceText } from '../extraction.ts';
import type { CleartextFact, Fact } from '../facts.ts';
import { settingsSaid } from '../settings/environment.ts';
import { besideHosts } from '../settings/neighbours.ts';

/** Variables of a `.env` file: their names, and of their values no more than protocol and host. */
export const dotenv: Extractor = {
  name: 'dotenv',
  reads: (path) =>
    /(^|\/)(\.env(rc)?(\.[\w.-]+)?|[\w.-]+\.env(\.(example|sample|template|dist))?|\.flaskenv|env\.(example|sample|template))$/.test(
      path,
    ),
  extract: (file) => ({ facts: dotenvFacts(file), problems: [] }),
};

// Names, and values in quotes over several lines or plain up to the end of one or its comment.
const assignment =
  /^[ \t\uFEFF]*(?:export[ \t]+)?([A-Za-z_][\w.]*)[ \t]*=[ \t]*("(?:[^"\\]|\\[^]){0,20000}"|'[^']{0,20000}'|[^\n]*)/gm;

function dotenvFacts({ path, text }: SourceText): readonly Fact[] {
  const { span } = lineIndex(path, text);
  const variables = new Map<string, string>();
  const facts = [...text.matchAll(assignment)].flatMap(
    ({ 0: whole, 1: name = '', 2: written = '', index }) => {
      const value = plainValue(written);
      variables.set(name, value);
      const start = index + whole.indexOf(name);
      return settingsSaid(name, value, span(start, index + whole.trimEnd().length));
    },
  );
  return besideHosts(facts, variables).map((fact) =>
    fact.kind === 'cleartext' ? acrossMachines(fact) : fact,
  );
}

/**
 * A dotted name or a private address is another machine of the network, and what is said of
 * connections is said of that way too; a bare word may be a container beside this one.
 */
function acrossMachines(fact: CleartextFact): CleartextFact {
  const { network, ...rest } = fact;
  return network === 'internal' && /[.:]/.test(fact.host ?? '') ? rest : fact;
}

/** Variables by name, as a service that is given the file has them. */
export function dotenvVariables(text: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(text.matchAll(assignment), ([, name = '', written = '']) => [
      name,
      plainValue(written),
    ]),
  );
}

function plainValue(value: string): string {
  const [, quoted] = /^(["'])[^]*\1$/.test(value) ? [value, value.slice(1, -1)] : [];
  return quoted ?? value.replace(/(^|\s)#.*$/, '').trim();
}
