import type { Node } from 'oxc-parser';

import type { CleartextFact, Fact, TlsFact } from '../facts.ts';
import type { Construct } from './cdk-options.ts';
import { constructName, isCallOf, settingOf, shownNode, wordsOf } from './cdk-settings.ts';
import type { Setting } from './cdk-settings.ts';
import { enclosingName, subjectOf } from './detector.ts';
import type { Scope } from './scope.ts';
import { elementsOf, valuesOf } from './values.ts';

/** How a listener of a load balancer is declared. */
interface ListenerKind {
  readonly constructs: readonly string[];
  /** Which argument holds its options, or the options of several. */
  readonly argument: number;
  readonly each?: string;
  readonly protocol: 'protocol' | 'externalProtocol';
  /** What it speaks when it does not say so. */
  readonly otherwise: 'silent' | 'by-port' | 'by-certificates';
}

// https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_elasticloadbalancingv2-readme.html
const kinds: readonly ListenerKind[] = [
  listener('elasticloadbalancingv2.ApplicationListener', 2, 'by-port'),
  listener('elasticloadbalancingv2.ApplicationLoadBalancer.addListener', 1, 'by-port'),
  listener('elasticloadbalancingv2.NetworkListener', 2, 'by-certificates'),
  listener('elasticloadbalancingv2.NetworkLoadBalancer.addListener', 1, 'by-certificates'),
  listener('elasticloadbalancingv2.CfnListener', 2, 'silent'),
  {
    ...listener('elasticloadbalancing.LoadBalancer', 2, 'silent'),
    each: 'listeners',
    protocol: 'externalProtocol',
  },
  {
    ...listener('elasticloadbalancing.LoadBalancer.addListener', 0, 'silent'),
    protocol: 'externalProtocol',
  },
  { ...listener('elasticloadbalancing.CfnLoadBalancer', 2, 'silent'), each: 'listeners' },
];

function listener(
  construct: string,
  argument: number,
  otherwise: ListenerKind['otherwise'],
): ListenerKind {
  return { constructs: [construct], argument, otherwise, protocol: 'protocol' };
}

/** Load balancers that answer in the clear, and the oldest TLS of those that do not. */
export function listenerFacts(found: Construct): readonly Fact[] {
  const kind = kinds.find(({ constructs }) => constructs.includes(found.construct));
  const { node, scope } = found.site;
  if (kind === undefined || !('arguments' in node)) return [];
  const options = node.arguments[kind.argument];
  if (kind.each === undefined) return factsOf(found, kind, { options, scope });
  const all = settingOf(options, scope, kind.each);
  if (all.kind !== 'set') return [];
  return (elementsOf(all.value, all.scope) ?? []).flatMap((one) =>
    factsOf(found, kind, { options: one.value, scope: one.scope }),
  );
}

interface Options {
  readonly options: Node | undefined;
  readonly scope: Scope;
}

function factsOf(found: Construct, kind: ListenerKind, given: Options): readonly Fact[] {
  const protocol = settingOf(given.options, given.scope, kind.protocol);
  if (protocol.kind === 'unknown') return [];
  const said = protocol.kind === 'set' ? wordsOf(protocol.value, protocol.scope) : [];
  const word = said[0]?.toUpperCase() ?? '';
  if (/^(HTTPS|TLS|SSL)$/.test(word)) return oldestOf(found, given);
  if (/^(HTTP|TCP|UDP|TCP_UDP)$/.test(word)) {
    const isSafe = word === 'HTTP' && isRedirect(given);
    return isSafe ? [] : inClear(found, word, elementOr(given.options, protocol));
  }
  return protocol.kind === 'absent' ? byDefault(found, kind, given) : [];
}

// Of several listeners in one call, the one that is meant stands for the value written elsewhere.
function elementOr(options: Node | undefined, setting: Setting): readonly Node[] {
  const value = setting.kind === 'set' ? [setting.value] : [];
  return options === undefined ? value : [...value, options];
}

const plainPorts = new Set([80, 8000, 8008, 8080]);

function byDefault(found: Construct, kind: ListenerKind, given: Options): readonly Fact[] {
  const certificates = settingOf(given.options, given.scope, 'certificates');
  if (kind.otherwise === 'silent' || certificates.kind === 'unknown') return [];
  const isBare =
    certificates.kind === 'absent' ||
    elementsOf(certificates.value, certificates.scope)?.length === 0;
  if (kind.otherwise === 'by-certificates') {
    if (!isBare) return oldestOf(found, given);
    return inClear(found, 'TCP', certificates.kind === 'set' ? [certificates.value] : []);
  }
  const port = settingOf(given.options, given.scope, 'port');
  if (port.kind !== 'set' || !isBare || isRedirect(given)) return [];
  const isPlain = valuesOf(port.value, port.scope).some(
    (value) => value.kind === 'number' && plainPorts.has(value.number),
  );
  return isPlain ? inClear(found, 'HTTP', elementOr(given.options, port)) : [];
}

function isRedirect({ options, scope }: Options): boolean {
  const action = settingOf(options, scope, 'defaultAction');
  if (action.kind === 'set') return isCallOf(action.value, 'redirect');
  const actions = settingOf(options, scope, 'defaultActions');
  const all = actions.kind === 'set' ? (elementsOf(actions.value, actions.scope) ?? []) : [];
  return (
    all.length > 0 &&
    all.every((one) => {
      const to = settingOf(one.value, one.scope, 'redirectConfig.protocol');
      return to.kind === 'set' && wordsOf(to.value, to.scope).includes('HTTPS');
    })
  );
}

function inClear(
  { site, file, construct }: Construct,
  protocol: string,
  places: readonly Node[],
): readonly CleartextFact[] {
  const { node, scope } = site;
  const shown =
    places.find(({ start, end }) => start >= node.start && end <= node.end) ??
    ('callee' in node ? node.callee : node);
  const subject = subjectOf(
    'cleartext',
    construct,
    constructName(node, scope) ?? enclosingName(site),
  );
  const at = file.at(shown);
  const written = file.written(shown);
  return [{ kind: 'cleartext', at, subject, protocol: protocol.toLowerCase(), written }];
}

// The default of the service is ELBSecurityPolicy-2016-08, which takes TLS 1.0.
function oldestOf({ site, file, construct }: Construct, given: Options): readonly TlsFact[] {
  const policy = settingOf(given.options, given.scope, 'sslPolicy');
  const shown = shownNode(policy, site.node);
  const words = policy.kind === 'set' ? wordsOf(policy.value, policy.scope) : [];
  const minimum = policy.kind === 'absent' ? '1.0' : minimumOf(words);
  const written = policy.kind === 'absent' ? 'no sslPolicy' : file.written(shown);
  const subject = subjectOf('tls', construct, constructName(site.node, site.scope) ?? '');
  return [{ kind: 'tls', at: file.at(shown), subject, end: 'server', minimum, written }];
}

// `ELBSecurityPolicy-TLS13-1-2-2021-06`, and the members of `SslPolicy` that stand for such names.
function minimumOf([word = '']: readonly string[]): TlsFact['minimum'] {
  if (/^(TLS13_13|FIPS_TLS13_13)$|TLS13-1-3/.test(word)) return '1.3';
  if (/TLS1[23]_(11|10)|^(TLS11|FORWARD_SECRECY_TLS11)|(TLS|FS|TLS13)-1-[01]/.test(word)) {
    return /10$|1-0/.test(word) ? '1.0' : '1.1';
  }
  if (/^(RECOMMENDED_TLS|RECOMMENDED)$|TLS1[23]|(TLS|FS|TLS13)-1-2|_TLS12/.test(word)) {
    return word === 'RECOMMENDED' ? '1.0' : '1.2';
  }
  return /^(LEGACY|FORWARD_SECRECY)$|20(11|14|15|16|18)/.test(word) ? '1.0' : 'unknown';
}
