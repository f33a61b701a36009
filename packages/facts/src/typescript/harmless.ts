import type { Node } from 'oxc-parser';

import { bare, memberName } from './syntax.ts';

/** Whether a call gives a claim, a count or a disguise of what it is asked with, and not the thing. */
export function harmlessCall(call: Node): boolean {
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return false;
  const names = chainNames(call.callee);
  const last = names.at(-1) ?? '';
  return claims.test(last) || counts.test(last) || names.some((name) => disguises.test(name));
}

/** Whether the last word of a path is an id, a measure or a claim about the thing before it. */
export function harmlessName(path: readonly string[]): boolean {
  const last = path.at(-1) ?? '';
  if (disguises.test(last) || /^(length|size|byteLength|count|total)$/.test(last)) return true;
  if (path.length > 1 && claims.test(last)) return true;
  // An id stands for a person only to who holds the table; a device's id is the device's own name.
  return (
    /^(_?id|uuid|guid|cuid)$/.test(last) &&
    !/device|browser|advert|visitor/i.test(path.at(-2) ?? '')
  );
}

/** Whether a constant is itself an e-mail address. */
export function isEmailAddress(text: string): boolean {
  return /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(text.trim());
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

const claims =
  /^(is|has|can|should|was|are|will|did|does|validate|check|verify|compare|assert|ensure|exists|match(es)?)([A-Z_]\w*)?$|^(includes|some|every|test|startsWith|endsWith|Boolean|isNaN|localeCompare|hasOwnProperty|hasOwn|equals)$/;
const counts =
  /^(count|sum|number)([A-Z_]\w*)?$|^(indexOf|lastIndexOf|findIndex|Number|parseInt|parseFloat|getTime|keys|charCodeAt|search)$|(Count|Length|Size|Total|Index)$/;
const disguises =
  /hash|redact|encrypt|cipher|anonymi[sz]|pseudonymi|obfuscat|hmac|digest|bcrypt|argon2|scrypt|^mask|mask(ed)?$|^sha\d|^md5$|tokeni[sz]e|censor|stripPii|scrub/i;
