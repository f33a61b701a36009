import type { Node } from 'oxc-parser';

import type { CleartextFact, Known } from '../facts.ts';
import type { Detector, FileView } from './detector.ts';
import { enclosingName, subjectOf } from './detector.ts';
import { originOf } from './origins.ts';
import { requestedBy } from './requests.ts';
import type { Site } from './scope.ts';
import { calleeName, keyName } from './syntax.ts';
import { networkOf } from '../settings/network.ts';
import { endpointOf, isCleartextUrl, urls } from './url.ts';
import { HOLE, textsOf, valuesOf } from './values.ts';

/** Requests to `http:` URLs, and URLs of other protocols that are plain wherever they stand. */
export const cleartextUrls: Detector = {
  types: ['CallExpression', 'NewExpression', 'Literal', 'TemplateLiteral', 'JSXAttribute'],
  words: urls,
  detect: (site, file): readonly CleartextFact[] => {
    switch (site.node.type) {
      case 'CallExpression':
      case 'NewExpression':
        return fromRequest(site, file);
      case 'JSXAttribute':
        return fromElement(site, file);
      default:
        return fromPlainUrl(site, file);
    }
  },
};

// Node's `https` refuses an `http:` URL. One place may name several hosts and is still one place.
function fromRequest(site: Site, file: FileView): readonly CleartextFact[] {
  const { node, scope } = site;
  const origin = 'callee' in node ? originOf(node.callee, scope) : undefined;
  if (origin?.from.kind !== 'local' && origin?.from.name === 'https') return [];
  const found = requestedBy(site)
    .filter(({ protocol }) => protocol === 'http')
    .flatMap(({ protocol, host, node: at }) =>
      cleartextFact({ site, file, node: at, protocol, host }),
    );
  return [...new Map(found.map((fact) => [JSON.stringify(fact.at), fact])).values()];
}

interface Found {
  readonly site: Site;
  readonly file: FileView;
  readonly node: Node;
  readonly protocol: string;
  /** Nothing where the protocol is chosen for whatever host. */
  readonly host: Known<string> | undefined;
}

/** The fact, unless the host is this machine. */
export function cleartextFact({
  site,
  file,
  node,
  protocol,
  host,
}: Found): readonly CleartextFact[] {
  const network = host === undefined ? 'public' : networkOf(host);
  if (network === 'local') return [];
  return [
    {
      kind: 'cleartext',
      at: file.at(node),
      subject: subjectOf('cleartext', enclosingName(site), protocol, host ?? ''),
      protocol,
      ...(host === undefined ? {} : { host }),
      ...(network === 'public' ? {} : { network }),
      written: file.written(node),
    },
  ];
}

// A form that posts, or a script or frame that loads, in the clear; a link is the reader's own step.
function fromElement(site: Site, file: FileView): readonly CleartextFact[] {
  const { node, parent, scope } = site;
  if (node.type !== 'JSXAttribute' || node.value === null) return [];
  const element = parent?.node.type === 'JSXOpeningElement' ? parent.node.name : undefined;
  const name = node.name.type === 'JSXIdentifier' ? node.name.name : '';
  const isLoading =
    element?.type === 'JSXIdentifier' && /^(form|script|Script|iframe)$/.test(element.name);
  if (!isLoading || !/^(action|src)$/.test(name)) return [];
  const value = node.value.type === 'JSXExpressionContainer' ? node.value.expression : node.value;
  return textsOf(value, scope)
    .flatMap((text) => endpointOf(text) ?? [])
    .filter(({ protocol }) => protocol === 'http')
    .flatMap(({ protocol, host }) => cleartextFact({ site, file, node: value, protocol, host }));
}

function fromPlainUrl(site: Site, file: FileView): readonly CleartextFact[] {
  const { node } = site;
  if (node.type === 'Literal' && !mayBeUrl(site)) return [];
  const whole = wholeText(site);
  if (isTalkedAbout(whole)) return [];
  return valuesOf(whole.node, whole.scope).flatMap((value) => {
    if (value.kind !== 'text' || !isCleartextUrl(value.text)) return [];
    const endpoint = endpointOf(value.text);
    if (endpoint === undefined) return [];
    const host = value.text.endsWith('://') ? undefined : endpoint.host;
    return cleartextFact({ site, file, node, protocol: endpoint.protocol, host });
  });
}

function mayBeUrl({ node, parent }: Site): boolean {
  if (node.type !== 'Literal' || typeof node.value !== 'string') return false;
  return node.value.includes('://') || parent?.node.type === 'BinaryExpression';
}

// What a text begins is read with the rest: `'redis://' + host`.
function wholeText(site: Site): Site {
  const { parent } = site;
  const around = parent?.node;
  const begins = around?.type === 'BinaryExpression' && around.operator === '+';
  return parent !== undefined && begins && around.left === site.node ? wholeText(parent) : site;
}

// Comparing with `ws://`, replacing it, showing it or choosing by the page's own protocol is no connection.
function isTalkedAbout({ node, parent }: Site): boolean {
  const around = parent?.node;
  switch (around?.type) {
    case 'BinaryExpression':
      return around.operator !== '+';
    case 'CallExpression':
      return asking.test(calleeName(around.callee) ?? '');
    case 'ConditionalExpression':
      return [around.consequent, around.alternate].some((side) => side !== node && isSecure(side));
    case 'ArrayExpression':
      return around.elements.some((one) => one !== null && isOtherText(one));
    case 'Property':
      return around.key === node || shown.test(keyName(around) ?? '');
    default:
      return around !== undefined && wordless.has(around.type);
  }
}

// Texts of several kinds in one list are samples; hosts to connect to are of one kind.
function isOtherText(node: Node): boolean {
  return node.type === 'Literal' && typeof node.value === 'string' && !isCleartextUrl(node.value);
}

const asking =
  /^(startsWith|endsWith|includes|indexOf|replace(All)?|match|test|split|has|describe|it|expect|to[A-Z]\w*|log|info|warn|error|debug|(is|has|validate|check|assert|verify|ensure|parse|safeParse|sanitize|normalize|can)([A-Z]\w*)?|\w*(Valid|Allowed|Sanitized|Normalized)\w*)$/;
// What shows a text, names a type, or has been read as a whole one level up.
const wordless = new Set(
  'JSXAttribute JSXExpressionContainer TSLiteralType SwitchCase ImportDeclaration TemplateLiteral'.split(
    ' ',
  ),
);
const shown =
  /^(placeholder|description|example|help|hint|message|title|label|text|docs?|summary|comment)$/i;

function isSecure(branch: Node): boolean {
  if (branch.type === 'Literal')
    return typeof branch.value === 'string' && secure.test(branch.value);
  return branch.type === 'TemplateLiteral' && secure.test(branch.quasis[0]?.value.cooked ?? HOLE);
}

const secure = /^(wss|rediss|amqps|mqtts|ftps|sftp|ldaps|imaps|pop3s|https):/;
