import type { Node } from 'oxc-parser';

import { emptyRecord } from '../flow/empty-record.ts';
import type { DeclaredType, FileFlow } from '../flow/file-flow.ts';
import type { Scope } from './scope.ts';
import { bare, calleeName, childrenOf, keyName, memberName } from './syntax.ts';
import type { Things } from './things.ts';

type Exported = Pick<FileFlow, 'exports' | 'passedOn'>;

/** What a file exports, as a module or by CommonJS. */
export function exportsOf(program: Node, root: Scope, things: Things): Exported {
  const exports = emptyRecord<number>();
  const passedOn: string[] = [];
  const add = (name: string, thing: number | undefined): void => {
    if (thing !== undefined) exports[name] = thing;
  };
  for (const node of childrenOf(program)) {
    switch (node.type) {
      case 'ExportAllDeclaration':
        if (node.exported === null) passedOn.push(node.source.value);
        else add(nameOf(node.exported), things.ofImport(node.source.value, '*'));
        break;
      case 'ExportDefaultDeclaration':
        add('default', things.of(node.declaration, root));
        break;
      case 'ExportNamedDeclaration':
        for (const [name, thing] of namedBy(node, root, things)) add(name, thing);
        break;
      case 'ExpressionStatement':
        addAssigned(node.expression, root, { things, add });
        break;
      default:
        break;
    }
  }
  return { exports, passedOn };
}

function namedBy(
  node: Node,
  root: Scope,
  things: Things,
): readonly (readonly [string, number | undefined])[] {
  if (node.type !== 'ExportNamedDeclaration') return [];
  const { source, declaration } = node;
  const listed = node.specifiers.map(({ local, exported }) => {
    const thing =
      source === null ? things.of(local, root) : things.ofImport(source.value, nameOf(local));
    return [nameOf(exported), thing] as const;
  });
  if (declaration?.type === 'VariableDeclaration') {
    return declaration.declarations
      .flatMap(({ id }) => namesIn(id))
      .map((id) => {
        return [nameOf(id), things.of(id, root)] as const;
      });
  }
  const isNamed =
    declaration?.type === 'FunctionDeclaration' || declaration?.type === 'ClassDeclaration';
  if (!isNamed || declaration.id === null) return listed;
  return [[declaration.id.name, things.of(declaration, root)]];
}

function namesIn(pattern: Node): readonly Node[] {
  if (pattern.type === 'Identifier') return [pattern];
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((one) => (one.type === 'Property' ? namesIn(one.value) : []));
}

interface Adding {
  readonly things: Things;
  readonly add: (name: string, thing: number | undefined) => void;
}

// `module.exports = …` and `exports.name = …`.
function addAssigned(expression: Node, root: Scope, { things, add }: Adding): void {
  if (expression.type !== 'AssignmentExpression') return;
  const { left, right } = expression;
  if (left.type !== 'MemberExpression') return;
  const name = memberName(left);
  const holder = calleeName(left.object);
  if (name === 'exports' && holder === 'module') {
    add('=', things.of(right, root));
    const whole = bare(right);
    if (whole.type !== 'ObjectExpression') return;
    for (const property of whole.properties) {
      if (property.type !== 'Property') continue;
      add(keyName(property) ?? '', things.of(property.value, root));
    }
  } else if (holder === 'exports' && name !== undefined) add(name, things.of(right, root));
}

function nameOf(node: Node): string {
  return keyName({ key: node, computed: false }) ?? '';
}

/** Types that are exported under another name: `export type { Person as Human }`. */
export function renamedTypes(program: Node): readonly DeclaredType[] {
  return childrenOf(program).flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || node.source !== null) return [];
    return node.specifiers.flatMap(({ local, exported }) => {
      const [name, parent] = [nameOf(exported), nameOf(local)];
      return name === parent ? [] : [{ name, fields: [], parents: [parent] }];
    });
  });
}
