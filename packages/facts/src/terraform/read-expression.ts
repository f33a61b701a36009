import type { Node } from 'web-tree-sitter';

import { spanOf } from './node-span.ts';
import type { Attribute, Expression } from '../infrastructure/syntax.ts';

interface Place {
  readonly at: Expression['at'];
  readonly written: string;
}

/** One HCL expression as plain values; a form we do not evaluate is `unknown`. */
export function readExpression(node: Node, file: string): Expression {
  return readParts(named(node), file, { at: spanOf(node, file), written: node.text });
}

function readParts(children: readonly Node[], file: string, place: Place): Expression {
  const [first] = children;
  if (first === undefined) return { ...place, kind: 'unknown' };
  switch (first.type) {
    case 'literal_value':
      return readLiteral(first, place);
    case 'template_expr':
      return readTemplate(first, file, place);
    case 'collection_value':
      return readCollection(first, file, place);
    case 'variable_expr':
      return readReference(children.flatMap(pathParts), place);
    case 'function_call':
      return readCall(first, file, place);
    case 'conditional':
      return readChoice(first, file, place);
    case 'operation':
      return readOperation(first, file, place);
    case 'expression':
      return children.length === 1 ? readExpression(first, file) : { ...place, kind: 'unknown' };
    default:
      return { ...place, kind: 'unknown' };
  }
}

/** `True` is no literal of HCL; written all the same, it is meant as one. */
function readReference(path: readonly string[], place: Place): Expression {
  const [word] = path;
  return path.length === 1 && (word === 'True' || word === 'False')
    ? { ...place, kind: 'bool', bool: word === 'True' }
    : { ...place, kind: 'reference', path };
}

function readLiteral(node: Node, place: Place): Expression {
  const [literal] = named(node);
  switch (literal?.type) {
    case 'bool_lit':
      return { ...place, kind: 'bool', bool: literal.text === 'true' };
    case 'numeric_lit':
      return { ...place, kind: 'number', number: Number(literal.text) };
    case 'null_lit':
      return { ...place, kind: 'null' };
    case 'string_lit':
      return { ...place, kind: 'string', text: unescaped(literal.text.slice(1, -1)) };
    default:
      return { ...place, kind: 'unknown' };
  }
}

function readTemplate(node: Node, file: string, place: Place): Expression {
  const [template] = named(node);
  if (template === undefined) return { ...place, kind: 'unknown' };
  const parts: Expression[] = [];
  for (const part of named(template)) {
    const at = spanOf(part, file);
    if (part.type === 'template_literal') {
      const text = template.type === 'quoted_template' ? unescaped(part.text) : part.text;
      parts.push({ at, written: part.text, kind: 'string', text });
    } else if (part.type === 'template_interpolation') {
      const inner = named(part).find(({ type }) => type === 'expression');
      parts.push(
        inner === undefined
          ? { at, written: part.text, kind: 'unknown' }
          : readExpression(inner, file),
      );
    } else if (part.type === 'template_directive') {
      parts.push({ at, written: part.text, kind: 'unknown' });
    }
  }
  return { ...place, kind: 'template', parts };
}

function readCollection(node: Node, file: string, place: Place): Expression {
  const [collection] = named(node);
  if (collection?.type === 'tuple') {
    const items = named(collection).filter(({ type }) => type === 'expression');
    return { ...place, kind: 'list', items: items.map((item) => readExpression(item, file)) };
  }
  if (collection?.type !== 'object') return { ...place, kind: 'unknown' };
  const entries = new Map<string, Attribute>();
  for (const element of named(collection)) {
    const key = element.childForFieldName('key');
    const value = element.childForFieldName('val');
    if (key === null || value === null) continue;
    const name = key.text.replaceAll('"', '');
    entries.set(name, { name, value: readExpression(value, file), at: spanOf(element, file) });
  }
  return { ...place, kind: 'object', entries };
}

function readCall(node: Node, file: string, place: Place): Expression {
  const [name, list] = named(node);
  const args = list === undefined ? [] : named(list).filter(({ type }) => type === 'expression');
  return {
    ...place,
    kind: 'call',
    name: name?.text ?? '',
    args: args.map((argument) => readExpression(argument, file)),
  };
}

function readChoice(node: Node, file: string, place: Place): Expression {
  const [test, yes, no] = named(node).map((part) => readExpression(part, file));
  if (test === undefined || yes === undefined || no === undefined) {
    return { ...place, kind: 'unknown' };
  }
  return { ...place, kind: 'choice', test, yes, no };
}

/** `a == b` and `!a` are calls of `==` and `!`; the operands stand bare in the tree. */
function readOperation(node: Node, file: string, place: Place): Expression {
  const number = /^-\s*(?<digits>[\d.]+)$/u.exec(node.text)?.groups?.['digits'];
  if (number !== undefined) return { ...place, kind: 'number', number: -Number(number) };
  const parts = node.namedChildren[0]?.children.filter((child) => child !== null) ?? [];
  const at = parts.findIndex(({ isNamed }) => !isNamed);
  const operator = parts[at]?.text;
  if (operator === undefined) return { ...place, kind: 'unknown' };
  const args = [parts.slice(0, at), parts.slice(at + 1)]
    .map((side) => side.filter(({ type }) => type !== 'comment'))
    .filter((side) => side.length > 0)
    .map((side) =>
      readParts(side, file, { ...place, written: side.map(({ text }) => text).join('') }),
    );
  return { ...place, kind: 'call', name: operator, args };
}

/** `.name`, `[0]` and `["name"]` after a variable; `*` where the index is not a literal. */
function pathParts(node: Node): readonly string[] {
  switch (node.type) {
    case 'variable_expr':
      return [node.text];
    case 'get_attr':
      return [node.text.replace('.', '')];
    case 'index':
      return [/^\[\s*"?(?<key>[^"[\]]*?)"?\s*\]$/u.exec(node.text)?.groups?.['key'] ?? '*'];
    case 'splat':
      return node.text.split('.').filter((part) => /^\w+$/u.test(part));
    default:
      return [];
  }
}

function unescaped(text: string): string {
  return text.replaceAll('\\"', '"').replaceAll('\\n', '\n').replaceAll('\\\\', '\\');
}

function named(node: Node): readonly Node[] {
  return node.namedChildren.filter((child) => child !== null && child.type !== 'comment');
}
