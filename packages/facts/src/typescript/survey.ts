import type { Node } from 'oxc-parser';
import { visitorKeys } from 'oxc-parser';

import {
  declareNames,
  declareParameters,
  declarePattern,
  recordMember,
  writtenType,
} from './declare.ts';
import type { Binding, Scope, Site, Source } from './scope.ts';
import { bindingOf, openScope } from './scope.ts';
import { isNode, keyName, memberName } from './syntax.ts';

/** The sites that detectors asked for, in source order, with every name of the file resolved. */
export interface Survey {
  readonly sites: readonly Site[];
  /** The scope inside each node that opens one. */
  readonly scopes: ReadonlyMap<Node, Scope>;
  /** Around the whole file. */
  readonly root: Scope;
}

/** The only walk over a tree: names are recorded on the way, so that detectors can ask about any of them. */
export function survey(program: Node, wanted: ReadonlySet<string>): Survey {
  const root = openScope(undefined, { holdsVar: true });
  const sites: Site[] = [];
  const scopes = new Map<Node, Scope>();
  const assignments: Site[] = [];
  /** Notes the names that a node brings in; the scope inside it. */
  const named = (site: Site): Scope => {
    const { node } = site;
    if (node.type === 'AssignmentExpression' || isPutting(node)) assignments.push(site);
    declareNames(site);
    return scopeInside(site);
  };
  const visit = (node: Node, scope: Scope, parent: Site | undefined): void => {
    const { type } = node;
    const isWanted = wanted.has(type);
    const keys = typeOnly.has(type) ? [] : (visitorKeys[type] ?? []);
    if (keys.length === 0 && !isWanted) return;
    const site: Site = { node, scope, parent };
    if (isWanted) sites.push(site);
    let inside = scope;
    if (naming.has(type)) {
      inside = named(site);
      if (inside !== scope) scopes.set(node, inside);
    }
    for (const key of keys) visitAll(Reflect.get(node, key), inside, site);
  };
  // Not by `eachChild`: a function made for each node of a tree is a tenth of the walk.
  const visitAll = (value: unknown, scope: Scope, parent: Site): void => {
    if (!Array.isArray(value)) {
      if (isNode(value)) visit(value, scope, parent);
      return;
    }
    for (const item of value) if (isNode(item)) visit(item, scope, parent);
  };
  visit(program, root, undefined);
  for (const site of assignments) record(site);
  return { sites, scopes, root };
}

/** What only the compiler reads: no name, value or call stands below it. */
const typeOnly: ReadonlySet<string> = new Set([
  'TSTypeAnnotation',
  'TSTypeParameterInstantiation',
  'TSTypeParameterDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
]);

/** Nodes that bring in a name, give one a value, or open a scope; most do none of it. */
const naming: ReadonlySet<string> = new Set(
  [
    'ImportDeclaration TSImportEqualsDeclaration VariableDeclaration FunctionDeclaration',
    'ClassDeclaration FunctionExpression ArrowFunctionExpression ClassBody CatchClause',
    'AssignmentExpression CallExpression BlockStatement ForStatement ForInStatement',
    'ForOfStatement SwitchStatement StaticBlock TSModuleBlock',
  ].flatMap((line) => line.split(' ')),
);

function scopeInside(site: Site): Scope {
  const { node, scope } = site;
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression': {
      const inside = openScope(scope, { holdsVar: true });
      declareParameters(site, inside);
      return inside;
    }
    case 'ClassBody':
      return openScope(scope, {
        holdsVar: false,
        members: membersOf(node, scope),
        around: site.parent?.node,
      });
    case 'CatchClause':
      return scopeOfCatch(node, scope);
    default:
      return blocks.has(node.type) ? openScope(scope, { holdsVar: false }) : scope;
  }
}

const blocks = new Set(
  'BlockStatement ForStatement ForInStatement ForOfStatement SwitchStatement StaticBlock TSModuleBlock'.split(
    ' ',
  ),
);

function scopeOfCatch(node: Node, scope: Scope): Scope {
  const inside = openScope(scope, { holdsVar: false });
  const source: Source = { expression: undefined, path: [], scope, type: undefined };
  if (node.type === 'CatchClause' && node.param !== null) {
    declarePattern(node.param, source, { scope: inside, kind: 'caught' });
  }
  return inside;
}

function membersOf(body: Node, scope: Scope): Map<string, Binding> {
  const members = new Map<string, Binding>();
  if (body.type !== 'ClassBody') return members;
  for (const member of body.body) {
    if (member.type !== 'PropertyDefinition') continue;
    const name = keyName(member);
    if (name === undefined) continue;
    const expression = member.value ?? undefined;
    recordMember(members, name, { expression, path: [], scope, type: writtenType(member) });
  }
  return members;
}

const putting = /^(push|unshift|add|append|set)$/;

function isPutting(node: Node): boolean {
  return node.type === 'CallExpression' && putting.test(memberName(node.callee) ?? '');
}

function record(site: Site): void {
  if (site.node.type === 'AssignmentExpression') recordAssignment(site);
  else recordPutting(site);
}

// `list.push(user)`, `form.append('mail', user.email)`
function recordPutting({ node, scope }: Site): void {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
  const [first, second] = node.arguments;
  const value = second ?? first;
  const isNamed = second !== undefined && first?.type === 'Literal';
  const path = isNamed && typeof first.value === 'string' ? [first.value] : [];
  const holder = bindingOf(node.callee.object, scope);
  if (value !== undefined && holder !== undefined)
    addPart(holder, { expression: value, path, scope, type: undefined });
}

const mostParts = 12;

function addPart({ parts }: Binding, part: Source): void {
  if (parts.length < mostParts) parts.push(part);
}

function recordAssignment({ node, scope }: Site): void {
  if (node.type !== 'AssignmentExpression') return;
  const source: Source = { expression: node.right, path: [], scope, type: undefined };
  const { left } = node;
  if (left.type === 'MemberExpression' && left.object.type === 'ThisExpression') {
    const name = memberName(left);
    if (name !== undefined && scope.members !== undefined)
      recordMember(scope.members, name, source);
    return;
  }
  if (left.type === 'MemberExpression') {
    const name = memberName(left);
    const holder = bindingOf(left.object, scope);
    if (holder !== undefined)
      addPart(holder, { ...source, path: name === undefined ? [] : [name] });
    return;
  }
  bindingOf(left, scope)?.sources.push(source);
}
