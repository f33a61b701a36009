import type { Node } from 'oxc-parser';

import type { Fact, TlsFact } from '../facts.ts';
import type { Detector, FileView } from './detector.ts';
import { callAround, enclosingName, subjectOf } from './detector.ts';
import { isFrom, originOf } from './origins.ts';
import type { Scope, Site } from './scope.ts';
import { bindingOf } from './scope.ts';
import { calleeName, isFunction, keyName, memberName } from './syntax.ts';
import { isVersionOption, minimumByFlags, minimumOf, nodeDefault } from './tls-version.ts';
import type { ObjectReading, PropertyReading } from './values.ts';
import { readObject, valuesOf } from './values.ts';

/**
 * The oldest TLS version a listener or client takes. An option says so wherever its object stands,
 * because its values (`TLSv1.2`) mean nothing else; a server without one takes Node's default.
 */
export const tlsVersions: Detector = {
  types: ['ObjectExpression', 'CallExpression', 'AssignmentExpression'],
  words:
    /(?:min|max|Tls|tlsMin|minTLS|tlsMinimum)Version|secureProtocol|DEFAULT_M|create(?:Secure)?Server/,
  detect: (site, file): readonly Fact[] => {
    switch (site.node.type) {
      case 'ObjectExpression':
        return fromOptions(site, file);
      case 'CallExpression':
        return fromServer(site, file);
      case 'AssignmentExpression':
        return fromAssignment(site, file);
      default:
        return [];
    }
  },
};

function fromOptions(site: Site, file: FileView): readonly Fact[] {
  if (site.node.type !== 'ObjectExpression') return [];
  return site.node.properties.flatMap((property) => {
    if (property.type === 'SpreadElement') return [];
    const name = keyName(property);
    if (name === undefined || !isVersionOption(name)) return [];
    return versionFact({ site, file, option: name, value: property.value });
  });
}

function fromAssignment(site: Site, file: FileView): readonly Fact[] {
  if (site.node.type !== 'AssignmentExpression') return [];
  const { left, right } = site.node;
  const name = memberName(left) ?? '';
  if (name === 'DEFAULT_MIN_VERSION' || name === 'DEFAULT_MAX_VERSION') {
    const option = name === 'DEFAULT_MIN_VERSION' ? 'minVersion' : 'maxVersion';
    return versionFact({ site, file, option, value: right });
  }
  return isVersionOption(name) ? versionFact({ site, file, option: name, value: right }) : [];
}

interface Setting {
  readonly site: Site;
  readonly file: FileView;
  readonly option: string;
  readonly value: Node;
}

function versionFact({ site, file, option, value }: Setting): readonly TlsFact[] {
  const minimum = minimumOf(option, valuesOf(value, site.scope));
  const isSpoiled = minimum === undefined || (minimum === 'unknown' && !isAboutTls(site));
  if (isSpoiled || (option === 'maxVersion' && hasMinimum(site.node))) return [];
  const call = callAround(site)?.node;
  const name = call?.type === 'CallExpression' ? calleeName(call.callee) : undefined;
  const end = isServerName(name) ? 'server' : 'client';
  const subject = subjectOf('tls', enclosingName(site), name ?? '', option);
  return [{ kind: 'tls', at: file.at(value), subject, end, minimum, written: file.written(value) }];
}

// A highest version alone says what the default leaves; beside a lowest one that one says it.
function hasMinimum(node: Node): boolean {
  if (node.type !== 'ObjectExpression') return false;
  return node.properties.some(
    (property) => property.type !== 'SpreadElement' && keyName(property) === 'minVersion',
  );
}

const tlsPackages =
  /^(tls|https|http2|undici|ioredis|redis|pg|mysql2?|nodemailer|axios|got|ws|mqtt|amqplib|mongodb|mongoose|mariadb|tedious|fastify|sequelize|typeorm)$/;
const tlsKeys =
  /^(ssl|tls|https|httpsOptions|secureContext|tlsOptions|sslOptions|agent|httpsAgent)$/i;

// `minVersion` is also a word of package managers and clients' version checks.
function isAboutTls(site: Site): boolean {
  const call = callAround(site);
  if (call !== undefined && 'callee' in call.node) {
    if (isFrom(originOf(call.node.callee, call.scope), tlsPackages)) return true;
  }
  for (let at = site.parent, hops = 0; at !== undefined && hops < 6; at = at.parent, hops += 1) {
    const { node } = at;
    if (node.type === 'Property' && tlsKeys.test(keyName(node) ?? '')) return true;
  }
  return (
    site.node.type === 'AssignmentExpression' &&
    memberName(site.node.left)?.startsWith('DEFAULT_M') === true
  );
}

function isServerName(name: string | undefined): boolean {
  return name === 'createServer' || name === 'createSecureServer' || name === 'createSecureContext';
}

function fromServer(site: Site, file: FileView): readonly Fact[] {
  const { node, scope } = site;
  if (node.type !== 'CallExpression' || !isTlsServer(node.callee, scope)) return [];
  const [first] = node.arguments;
  const options = first === undefined ? undefined : readObject(first, scope);
  if (saysVersion(options, file)) return [];
  const flags = options?.properties.get('secureOptions');
  const name = calleeName(node.callee) ?? '';
  return [
    {
      kind: 'tls',
      at: file.at(flags?.value ?? node.callee),
      subject: subjectOf('tls', enclosingName(site), name, 'default'),
      end: 'server',
      minimum: isReadable(first, options) ? defaultUnder(flags, file) : 'unknown',
      written: flags === undefined ? 'no minVersion' : file.written(flags.value),
    },
  ];
}

// Nothing given, a listener first, or options with nothing hidden in them.
function isReadable(first: Node | undefined, options: ObjectReading | undefined): boolean {
  return first === undefined || isFunction(first) || options?.open === false;
}

// A version that is set for the server or for the whole process is a fact of its own.
function saysVersion(options: ObjectReading | undefined, { text }: FileView): boolean {
  const names = [...(options?.properties.keys() ?? [])];
  return names.some(isVersionOption) || /\bDEFAULT_MIN_VERSION\s*=/.test(text);
}

function defaultUnder(flags: PropertyReading | undefined, { text }: FileView): TlsFact['minimum'] {
  if (flags === undefined) return nodeDefault;
  return minimumByFlags(text.slice(...bounds(flags.value, flags.scope)));
}

function isTlsServer(callee: Node, scope: Scope): boolean {
  const origin = originOf(callee, scope);
  const name = calleeName(callee);
  if (name === 'createSecureServer') return isFrom(origin, /^http2$|^spdy$/);
  return name === 'createServer' && isFrom(origin, /^(https|tls|spdy)$/);
}

// Where the flags are written, when a name stands for them.
function bounds(node: Node, scope: Scope): [number, number] {
  const bound = bindingOf(node, scope)?.sources[0]?.expression ?? node;
  return [bound.start, bound.end];
}
