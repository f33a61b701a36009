import type { Node } from 'oxc-parser';
import { parseSync } from 'oxc-parser';

import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { scriptFacts } from '../shell/shell-facts.ts';
import { lineIndex, type LineIndex } from '@troth/diagnostics';

/** Packages that a program depends on when it runs, and what its scripts do to TLS. */
export const packageJson: Extractor = {
  name: 'package.json',
  reads: (path) => /(^|\/)package\.json$/.test(path),
  extract: extractPackageJson,
};

function extractPackageJson({ path, text }: SourceText): Extraction {
  const lines = lineIndex(path, text);
  const error = syntaxError(text);
  if (error !== undefined) {
    return { facts: [], problems: [{ at: lines.span(0, 0), message: `cannot be read: ${error}` }] };
  }
  const facts = propertiesOf(rootOf(text)).flatMap(({ name, value }) => {
    if (/^(dependencies|optionalDependencies)$/.test(name)) return dependencies(value, lines);
    return name === 'scripts' ? scripts(value, lines) : [];
  });
  return { facts, problems: [] };
}

// JSON.parse decides whether it is JSON; the tree only says where things stand.
function syntaxError(text: string): string | undefined {
  try {
    JSON.parse(text.replace(/^\u{FEFF}/u, ''));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const before = '(';

function rootOf(text: string): Node | undefined {
  const { program } = parseSync('package.js', `${before}${text.replace(/^\u{FEFF}/u, ' ')})`, {
    lang: 'js',
    preserveParens: false,
  });
  const [statement] = program.body;
  return statement?.type === 'ExpressionStatement' ? statement.expression : undefined;
}

interface Entry {
  readonly name: string;
  readonly key: Node;
  readonly value: Node;
}

function propertiesOf(node: Node | undefined): readonly Entry[] {
  if (node?.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((property) =>
    property.type === 'Property' && property.key.type === 'Literal'
      ? [{ name: String(property.key.value), key: property.key, value: property.value }]
      : [],
  );
}

function dependencies(value: Node, lines: LineIndex): readonly Fact[] {
  return propertiesOf(value).map(({ name, key }) => ({
    kind: 'package',
    at: place(key, lines),
    subject: name,
    name,
    how: 'dependency',
  }));
}

function scripts(value: Node, lines: LineIndex): readonly Fact[] {
  return propertiesOf(value).flatMap(({ name, value: script }): readonly Fact[] => {
    if (script.type !== 'Literal' || typeof script.value !== 'string') return [];
    const text = script.value;
    const at = place(script, lines);
    const site = { span: () => at, subject: `script ${name}` };
    return scriptFacts({ text, start: 0, end: text.length, variables: new Map() }, site);
  });
}

function place({ start, end }: Node, lines: LineIndex): Fact['at'] {
  return lines.span(start - before.length, end - before.length);
}
