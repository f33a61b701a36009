import type { Parser } from 'web-tree-sitter';

import type { Attribute, Expression } from '../infrastructure/syntax.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import { readExpression } from './read-expression.ts';

/** A file of JSON; without a parser its texts are texts and no templates. */
export interface JsonSource {
  readonly text: string;
  readonly parser?: Parser;
}

type Place = Pick<Expression, 'at' | 'written'>;

/** A value of Terraform's JSON syntax: every text is a template, `"${var.size}"` the variable itself. */
export function jsonExpression(node: YamlNode, source: JsonSource): Expression {
  const place = { at: node.at, written: source.text.slice(node.start, node.end) };
  switch (node.kind) {
    case 'list':
      return {
        ...place,
        kind: 'list',
        items: node.items.map((one) => jsonExpression(one, source)),
      };
    case 'map':
      return { ...place, kind: 'object', entries: entriesOf(node, source) };
    case 'scalar':
      if (node.value === null) return { ...place, kind: 'null' };
      if (typeof node.value === 'boolean') return { ...place, kind: 'bool', bool: node.value };
      return typeof node.value === 'number'
        ? { ...place, kind: 'number', number: node.value }
        : template(node.value, place, source);
  }
}

function entriesOf(node: YamlNode, source: JsonSource): ReadonlyMap<string, Attribute> {
  if (node.kind !== 'map') return new Map();
  return new Map(
    [...node.entries].map(([name, { value, at }]) => [
      name,
      { name, value: jsonExpression(value, source), at },
    ]),
  );
}

function template(text: string, place: Place, { parser }: JsonSource): Expression {
  if (parser === undefined || !/[$%]\{/u.test(text)) return { ...place, kind: 'string', text };
  const parts = partsOf(text).map((part): Expression => {
    if (part.kind === 'text') return { ...place, kind: 'string', text: part.text };
    return part.kind === 'directive'
      ? { ...place, kind: 'unknown' }
      : expression(part.text, place, parser);
  });
  return { ...place, kind: 'template', parts };
}

/** The expression, at the place of the whole text: where in it a part stands nobody needs to know. */
function expression(text: string, place: Place, parser: Parser): Expression {
  const tree = parser.parse(`x = ${text}\n`);
  try {
    const attribute = tree?.rootNode.namedChildren[0]?.namedChildren[0];
    const found = attribute?.namedChildren.find((child) => child?.type === 'expression');
    if (tree === null || tree.rootNode.hasError || !found) return { ...place, kind: 'unknown' };
    return placed(readExpression(found, place.at.file), place);
  } finally {
    tree?.delete();
  }
}

function placed(read: Expression, place: Place): Expression {
  const inner = (part: Expression): Expression => placed(part, place);
  switch (read.kind) {
    case 'list':
      return { ...read, ...place, items: read.items.map(inner) };
    case 'object':
      return {
        ...read,
        ...place,
        entries: new Map(
          [...read.entries].map(([name, { value }]) => [
            name,
            { name, value: inner(value), at: place.at },
          ]),
        ),
      };
    case 'template':
      return { ...read, ...place, parts: read.parts.map(inner) };
    case 'call':
      return { ...read, ...place, args: read.args.map(inner) };
    case 'choice':
      return {
        ...read,
        ...place,
        test: inner(read.test),
        yes: inner(read.yes),
        no: inner(read.no),
      };
    default:
      return { ...read, ...place };
  }
}

interface Part {
  readonly kind: 'text' | 'expression' | 'directive';
  readonly text: string;
}

/** A text cut at its `${…}` and `%{…}`, in one pass; `$${` stands for `${`. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let [plain, at] = ['', 0];
  while (at < text.length) {
    const isEscaped = text.startsWith('$${', at) || text.startsWith('%%{', at);
    if (isEscaped || !/^[$%]\{/u.test(text.slice(at, at + 2))) {
      plain += isEscaped ? text.slice(at + 1, at + 3) : text.charAt(at);
      at += isEscaped ? 3 : 1;
      continue;
    }
    const end = closingOf(text, at + 2);
    if (plain !== '') parts.push({ kind: 'text', text: plain });
    const kind = text[at] === '$' ? 'expression' : 'directive';
    parts.push({ kind, text: text.slice(at + 2, end) });
    [plain, at] = ['', end + 1];
  }
  if (plain !== '') parts.push({ kind: 'text', text: plain });
  return parts;
}

/** Where the brace that is open closes: those within, and those in quotes, are not it. */
function closingOf(text: string, from: number): number {
  let [depth, isQuoted] = [1, false];
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (isQuoted && char === '\\') at += 1;
    else if (char === '"') isQuoted = !isQuoted;
    else if (char === '{' && !isQuoted) depth += 1;
    else if (char === '}' && !isQuoted) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}
