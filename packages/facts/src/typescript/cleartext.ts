import type { Node } from 'oxc-parser';

import type { CleartextFact, Known } from '../facts.ts';
import type { Detector, FileView } from './detector.ts';
import { enclosingName, subjectOf } from './detector.ts';
import { requestedBy } from './requests.ts';
import type { Site } from './scope.ts';
import { calleeName, keyName } from './syntax.ts';
import { endpointOf, isCleartextUrl, isLocalHost } from './url.ts';
import { HOLE, textsOf, valuesOf } from './values.ts';

/** Requests to `http:` URLs, and URLs of other protocols that are plain wherever they stand. */
export const cleartextUrls: Detector = {
  types: ['CallExpression', 'NewExpression', 'Literal', 'TemplateLiteral', 'JSXAttribute'],
  detect: (site, file): readonly CleartextFact[] => {
    switch (site.node.type) {
      case 'CallExpression':
      case 'NewExpression':
        return requestedBy(site).flatMap(({ protocol, host, node }) =>
          protocol === 'http' ? cleartextFact({ site, file, node, protocol, host }) : [],
        );
      case 'JSXAttribute':
        return fromElement(site, file);
      default:
        return fromPlainUrl(site, file);
    }
  },
};

interface Found {
  readonly site: Site;
  readonly file: FileView;
  readonly node: Node;
  readonly protocol: string;
  readonly host: Known<string>;
}

/** The fact, unless the host is this machine. */
export function cleartextFact({
  site,
  file,
  node,
  protocol,
  host,
}: Found): readonly CleartextFact[] {
  if (isLocalHost(host)) return [];
  const subject = subjectOf('cleartext', enclosingName(site), protocol, host);
  return [
    { kind: 'cleartext', at: file.at(node), subject, protocol, host, written: file.written(node) },
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
  const { node, scope } = site;
  if (node.type === 'Literal' && typeof node.value !== 'string') return [];
  if (isTalkedAbout(site)) return [];
  return valuesOf(node, scope).flatMap((value) => {
    if (value.kind !== 'text' || !isCleartextUrl(value.text)) return [];
    const endpoint = endpointOf(value.text);
    return endpoint === undefined ? [] : cleartextFact({ site, file, node, ...endpoint });
  });
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
    case 'Property':
      return around.key === node || shown.test(keyName(around) ?? '');
    default:
      return around !== undefined && wordless.has(around.type);
  }
}

const asking =
  /^(startsWith|endsWith|includes|indexOf|replace(All)?|match|test|split|has|describe|it|expect|toBe|toEqual|log|info|warn|error|debug)$/;
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
