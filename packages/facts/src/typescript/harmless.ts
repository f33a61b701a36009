import type { Node } from 'oxc-parser';

import { claims, disguises } from '../flow/harmless-name.ts';
import { bare, memberName } from './syntax.ts';

/** Whether a call gives a claim, a count or a disguise of what it is asked with, and not the thing. */
export function harmlessCall(call: Node): boolean {
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return false;
  const names = chainNames(call.callee);
  const last = names.at(-1) ?? '';
  return claims.test(last) || counts.test(last) || names.some((name) => disguises.test(name));
}

/**
 * Whether a constant is itself somebody's e-mail address; one of a domain that nobody can have is not.
 * @see RFC 2606
 */
export function isEmailAddress(text: string): boolean {
  const [, domain = ''] = /^[\w.+-]+@([\w-]+(?:\.[\w-]+)+)$/.exec(text.trim()) ?? [];
  return domain !== '' && !/(^|\.)(example\.(com|net|org)|example|test|invalid)$/i.test(domain);
}

/** The names of a call chain from its root: `logger.child(x).info` is logger, child, info. */
export function chainNames(callee: Node): readonly string[] {
  const node = bare(callee);
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'MemberExpression':
      return [...chainNames(node.object), memberName(node) ?? ''];
    case 'CallExpression':
    case 'NewExpression':
      return chainNames(node.callee);
    case 'AwaitExpression':
      return chainNames(node.argument);
    default:
      return [];
  }
}

const counts =
  /^(count|sum|number)([A-Z_]\w*)?$|^(indexOf|lastIndexOf|findIndex|Number|parseInt|parseFloat|getTime|keys|charCodeAt|search)$|(Count|Length|Size|Total|Index|Ids?)$/;
