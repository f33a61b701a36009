import type { Node } from 'oxc-parser';

import type { Fact } from '../facts.ts';
import type { Detector, FileView } from './detector.ts';
import { callAround, enclosingName, subjectOf } from './detector.ts';
import { originOf } from './origins.ts';
import type { Scope, Site, Source } from './scope.ts';
import { bindingOf } from './scope.ts';
import { bare, calleeName, childrenOf, isFunction, keyName, memberName } from './syntax.ts';
import type { Value } from './values.ts';
import { valuesOf } from './values.ts';

/** Clients that take any certificate: options, the environment variable, checks that check nothing. */
export const certificateChecks: Detector = {
  types: ['Property', 'AssignmentExpression'],
  detect: (site, file): readonly Fact[] => {
    const { node } = site;
    if (node.type === 'AssignmentExpression') {
      return fromSetting(site, file, { name: memberName(node.left), value: node.right });
    }
    if (node.type !== 'Property' || site.parent?.node.type !== 'ObjectExpression') return [];
    return fromSetting(site, file, { name: keyName(node), value: node.value });
  },
};

/** Option names and whether `true` means that certificates are checked. */
const switches: ReadonlyMap<string, 'checks' | 'trusts'> = new Map([
  ...named('checks', [
    'rejectUnauthorized strictSSL strictSsl NODE_TLS_REJECT_UNAUTHORIZED SSL_VERIFYPEER',
    'SSL_VERIFYHOST sslValidate verifySsl verifySSL sslVerify tlsVerify validateCertificate',
    'verifyCertificate checkCertificate',
  ]),
  ...named('trusts', [
    'insecureSkipVerify skipTlsVerify skipTLSVerify trustServerCertificate tlsInsecure insecure',
    'tlsAllowInvalidCertificates tlsAllowInvalidHostnames allowInvalidCertificates',
    'acceptInsecureCerts ignoreCertificateErrors allowSelfSigned acceptAllCerts',
  ]),
]);

type Meaning = 'checks' | 'trusts';

function named(
  meaning: Meaning,
  lines: readonly string[],
): readonly (readonly [string, Meaning])[] {
  return lines.flatMap((line) => line.split(' ')).map((name) => [name, meaning] as const);
}

interface Setting {
  readonly name: string | undefined;
  readonly value: Node;
}

function fromSetting(site: Site, file: FileView, { name, value }: Setting): readonly Fact[] {
  if (name === undefined) return [];
  const enabled =
    name === 'checkServerIdentity' ? checks(value, site.scope) : isOn(name, value, site.scope);
  if (enabled === undefined) return [];
  const around = callAround(site);
  const call = around?.node;
  const called = call !== undefined && 'callee' in call ? (calleeName(call.callee) ?? '') : '';
  const subject = subjectOf('certificate', enclosingName(site), called, name);
  const written = file.written(site.node);
  const takes = around === undefined || isKnown(around) ? enabled : 'unknown';
  return [{ kind: 'certificate-check', at: file.at(site.node), subject, enabled: takes, written }];
}

/**
 * Not a plain call of a name that a module neither declares nor brings in: nobody can say what that
 * does. In a script without modules every name may come from another one.
 */
function isKnown({ node, scope }: Site): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return true;
  const { callee } = node;
  return callee.name === 'fetch' || bindingOf(callee, scope) !== undefined || !isModule(scope);
}

function isModule(scope: Scope): boolean {
  let top = scope;
  while (top.parent !== undefined) top = top.parent;
  return [...top.bindings.values()].some(
    ({ kind, sources: [source] }) =>
      kind === 'import' || (source !== undefined && isRequired(source)),
  );
}

function isRequired({ expression, scope }: Source): boolean {
  const origin = expression === undefined ? undefined : originOf(expression, scope);
  return origin !== undefined && origin.from.kind !== 'global';
}

function isOn(name: string, value: Node, scope: Scope): boolean | 'unknown' | undefined {
  const meaning = switches.get(name);
  if (meaning === undefined) return undefined;
  const set = valuesOf(value, scope).map(truth);
  // `insecure` is an ordinary word: only a plain `true` beside it is about certificates.
  if (name === 'insecure') return set.length === 1 && set[0] === true ? false : undefined;
  const off = meaning === 'trusts';
  if (set.includes(off)) return false;
  return set.includes('unknown') ? 'unknown' : true;
}

// `rejectUnauthorized: undefined` is the default, which checks, and so is a trusting option left out.
function truth(value: Value): boolean | 'unknown' {
  switch (value.kind) {
    case 'boolean':
      return value.boolean;
    case 'number':
      return value.number !== 0;
    case 'text':
      return value.text !== '0' && value.text !== 'false' && value.text !== '';
    case 'nothing':
    case 'unknown':
      return 'unknown';
  }
}

// The check passes when it returns nothing; a function that can only do so checks nothing.
function checks(value: Node, scope: Scope): boolean | 'unknown' {
  const node = bare(value);
  const bound = bindingOf(node, scope);
  const check = bound?.declaration ?? bound?.sources[0]?.expression ?? node;
  if (!isFunction(check) || !('body' in check)) return 'unknown';
  return returnedBy(check).every((result) => isEmpty(result, scope)) ? false : 'unknown';
}

// What a function of one statement returns; a longer one may do anything, and so returns itself.
function returnedBy(check: Node): readonly Node[] {
  if (check.type === 'ArrowFunctionExpression' && check.body.type !== 'BlockStatement') {
    return [check.body];
  }
  const [body] = childrenOf(check).filter(({ type }) => type === 'BlockStatement');
  if (body?.type !== 'BlockStatement' || body.body.length > 1) return [check];
  const [only] = body.body;
  if (only === undefined) return [];
  if (only.type !== 'ReturnStatement') return [check];
  return only.argument === null ? [] : [only.argument];
}

function isEmpty(expression: Node, scope: Scope): boolean {
  const node = bare(expression);
  if (node.type === 'ObjectExpression') return node.properties.length === 0;
  return valuesOf(node, scope).every(({ kind }) => kind === 'nothing' || kind === 'boolean');
}
