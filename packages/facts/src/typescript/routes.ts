import type { Node } from 'oxc-parser';

import type { Site } from './scope.ts';
import { bare, calleeName, keyName, memberName } from './syntax.ts';

const verbs = /^(get|post|put|patch|delete|del|all|head|options|query|mutation|subscription)$/i;

/**
 * The route whose handler is around a place: `@Get('users')` above a method, `app.get('/users', …)`,
 * or an exported `GET` of a file; nothing in any other function.
 */
export function routeOf(site: Site): string | undefined {
  for (let at = site.parent; at !== undefined; at = at.parent) {
    const route = decorated(at.node) ?? registered(at) ?? exported(at);
    if (route !== undefined) return route;
  }
  return undefined;
}

function decorated(node: Node): string | undefined {
  if (node.type !== 'MethodDefinition') return undefined;
  for (const { expression } of node.decorators) {
    const called = expression.type === 'CallExpression' ? expression.callee : expression;
    const name = calleeName(called);
    if (name !== undefined && verbs.test(name)) return `${name} ${keyName(node) ?? ''}`.trim();
  }
  return undefined;
}

function registered({ node, parent }: Site): string | undefined {
  if (parent?.node.type !== 'CallExpression' || parent.node.callee === node) return undefined;
  const callee = bare(parent.node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const [path] = parent.node.arguments;
  const verb = memberName(callee) ?? '';
  if (path?.type !== 'Literal' || typeof path.value !== 'string' || !path.value.startsWith('/'))
    return undefined;
  return verbs.test(verb) ? `${verb.toUpperCase()} ${path.value}` : undefined;
}

function exported({ node, parent }: Site): string | undefined {
  if (parent?.node.type !== 'ExportNamedDeclaration' || node.type !== 'FunctionDeclaration')
    return undefined;
  const name = node.id?.name ?? '';
  return /^(GET|POST|PUT|PATCH|DELETE)$/.test(name) ? name : undefined;
}
