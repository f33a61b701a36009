import type { Node } from 'oxc-parser';

import { present } from '../flow/present.ts';
import type { Binding, Scope, Site, Source } from './scope.ts';
import { declare, varScope } from './scope.ts';
import { bare, isFunction, keyName, memberName } from './syntax.ts';

/** Records every name that a node brings in, before anything is asked about it. */
export function declareNames(site: Site): void {
  const { node, scope } = site;
  switch (node.type) {
    case 'ImportDeclaration':
      return declareImports(node, scope);
    case 'TSImportEqualsDeclaration':
      return declareImportEquals(node, scope);
    case 'VariableDeclaration':
      return declareVariables(site);
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      if (node.id !== null) {
        const kind = node.type === 'ClassDeclaration' ? 'class' : 'function';
        declare(scope, { name: node.id.name, kind, sources: [], parts: [], declaration: node });
      }
      return undefined;
    default:
      return undefined;
  }
}

/** The parameters of a function, in the scope of its body. */
export function declareParameters(site: Site, inside: Scope): void {
  const { node } = site;
  if (!('params' in node) || !Array.isArray(node.params)) return;
  const given = elementGivenTo(site);
  for (const [index, parameter] of node.params.entries()) {
    const pattern: Node =
      parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    const source: Source = {
      expression: index === 0 ? given?.expression : undefined,
      path: given?.path ?? [],
      scope: site.scope,
      type: writtenType(pattern),
    };
    declarePattern(pattern, source, {
      scope: inside,
      kind: 'parameter',
      owner: site,
      index,
      ...(pattern.type === 'RestElement' ? { isRest: true as const } : {}),
    });
    if (parameter.type === 'TSParameterProperty') declareMember(pattern, source, inside);
  }
}

interface Target {
  readonly scope: Scope;
  readonly kind: Binding['kind'];
  readonly owner?: Site;
  readonly index?: number;
  readonly isRest?: true;
}

/** Names of a pattern, each with the path by which it comes out of the source. */
export function declarePattern(pattern: Node, source: Source, target: Target): void {
  switch (pattern.type) {
    case 'Identifier':
      return declare(target.scope, {
        name: pattern.name,
        kind: target.kind,
        sources: [source],
        parts: [],
        ...present({ owner: target.owner, index: target.index, isRest: target.isRest }),
      });
    case 'AssignmentPattern':
      declarePattern(pattern.left, source, target);
      return declarePattern(
        pattern.left,
        { expression: pattern.right, path: [], scope: target.scope, type: undefined },
        target,
      );
    case 'RestElement':
      return declarePattern(pattern.argument, source, target);
    case 'ArrayPattern':
      for (const [index, element] of pattern.elements.entries()) {
        if (element !== null) declarePattern(element, below(source, String(index)), target);
      }
      return undefined;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') declarePattern(property.argument, source, target);
        else {
          const name = keyName(property) ?? '?';
          declarePattern(property.value, below(source, name), target);
        }
      }
      return undefined;
    default:
      return undefined;
  }
}

/** `this.x = value` and `x = value`, after all names are known. */
export function recordMember(members: Map<string, Binding>, name: string, source: Source): void {
  const binding = members.get(name);
  if (binding === undefined)
    members.set(name, { name, kind: 'variable', sources: [source], parts: [] });
  else binding.sources.push(source);
}

/** The type written after a pattern's colon. */
export function writtenType(pattern: Node): Node | undefined {
  if (pattern.type === 'AssignmentPattern') return writtenType(pattern.left);
  if (!('typeAnnotation' in pattern)) return undefined;
  const annotation = pattern.typeAnnotation;
  return annotation !== null && annotation?.type === 'TSTypeAnnotation'
    ? annotation.typeAnnotation
    : undefined;
}

function declareMember(pattern: Node, source: Source, inside: Scope): void {
  const name = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
  if (name.type === 'Identifier' && inside.members !== undefined) {
    recordMember(inside.members, name.name, source);
  }
}

function declareVariables({ node, scope, parent }: Site): void {
  if (node.type !== 'VariableDeclaration') return;
  const target: Target = { scope: node.kind === 'var' ? varScope(scope) : scope, kind: 'variable' };
  const loop = parent?.node;
  const iterated = loop?.type === 'ForOfStatement' && loop.left === node ? loop.right : undefined;
  for (const { id, init } of node.declarations) {
    const source: Source = {
      expression: init ?? iterated,
      path: iterated === undefined ? [] : ['0'],
      scope,
      type: writtenType(id),
    };
    if (id.type === 'Identifier' && isEmpty(source)) {
      declare(target.scope, { name: id.name, kind: 'variable', sources: [], parts: [] });
    } else declarePattern(id, source, target);
  }
}

// `let x;` says nothing; what is assigned later does.
function isEmpty({ expression, type }: Source): boolean {
  return expression === undefined && type === undefined;
}

function declareImports(node: Node, scope: Scope): void {
  if (node.type !== 'ImportDeclaration') return;
  for (const specifier of node.specifiers) {
    declare(scope, {
      name: specifier.local.name,
      kind: 'import',
      sources: [],
      parts: [],
      imported: { module: node.source.value, name: importedName(specifier) },
    });
  }
}

function importedName(specifier: Node): string {
  if (specifier.type === 'ImportSpecifier')
    return keyName({ key: specifier.imported, computed: false }) ?? '*';
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
}

function declareImportEquals(node: Node, scope: Scope): void {
  if (node.type !== 'TSImportEqualsDeclaration') return;
  const reference = node.moduleReference;
  if (reference.type !== 'TSExternalModuleReference') return;
  const imported = { module: reference.expression.value, name: '*' };
  declare(scope, { name: node.id.name, kind: 'import', sources: [], parts: [], imported });
}

const elementMethods = new Set(
  'map flatMap forEach filter find findLast some every sort'.split(' '),
);

/** What the first parameter of `users.map(user => …)` or `load().then(user => …)` holds. */
function elementGivenTo({ node, parent }: Site): { expression: Node; path: string[] } | undefined {
  if (!isFunction(node) || parent?.node.type !== 'CallExpression') return undefined;
  const callee = bare(parent.node.callee);
  if (callee.type !== 'MemberExpression' || parent.node.callee === node) return undefined;
  const method = memberName(callee) ?? '';
  if (elementMethods.has(method)) return { expression: callee.object, path: ['0'] };
  return method === 'then' && parent.node.arguments[0] === node
    ? { expression: callee.object, path: [] }
    : undefined;
}

function below(source: Source, name: string): Source {
  return { ...source, path: [...source.path, name] };
}
