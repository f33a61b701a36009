import type { Fact } from '../../facts.ts';
import { fileSaid } from '../../settings/files-within.ts';
import { inClear, tlsFrom, unchecked } from '../../settings/said.ts';
import type { Place } from '../../settings/said.ts';
import { oldestNamed } from '../../settings/tls-name.ts';
import type { TlsName } from '../../settings/tls-name.ts';
import { itemsAt } from '../../yaml/yaml-node.ts';
import type { YamlNode } from '../../yaml/yaml-node.ts';
import { annotationsOf, entryAt, placeOf, textOf } from '../resource.ts';
import type { Resource, ResourceReader } from '../resource.ts';

/** How a cluster takes requests from outside: certificates, redirects and versions. */
export const ingressReader: ResourceReader = {
  kinds: ['Ingress', 'Service', 'Route'],
  read: (resource) => [
    ...annotationFacts(resource),
    ...(resource.kind === 'Ingress' ? withoutCertificate(resource) : []),
    ...(resource.kind === 'Route' ? routeFacts(resource) : []),
  ],
};

/** A load balancer in front may hold the certificate: then an annotation says so. */
function withoutCertificate(resource: Resource): readonly Fact[] {
  const spec = entryAt(resource.node, 'spec');
  if (spec === undefined || itemsAt(resource.node, 'spec', 'tls').length > 0) return [];
  const isElsewhere = annotationsOf(resource).some(([name]) =>
    /cert|issuer|tls-acme|\.tls$|ssl-policy|allow-http$/i.test(name),
  );
  // A chart's template may fill in what stands here empty.
  const isOpen =
    isNothing(spec.value) || isNothing(entryAt(resource.node, 'metadata', 'annotations')?.value);
  if (isElsewhere || isOpen) return [];
  return [inClear(placeOf(resource, 'spec.tls', spec.keyAt), 'http', 'spec.tls is not set')];
}

function isNothing(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar';
}

/** OpenShift's route: `Allow` serves the same pages without encryption. */
function routeFacts(resource: Resource): readonly Fact[] {
  const spec = entryAt(resource.node, 'spec');
  const insecure = entryAt(resource.node, 'spec', 'tls', 'insecureEdgeTerminationPolicy');
  if (spec !== undefined && entryAt(resource.node, 'spec', 'tls') === undefined) {
    return [inClear(placeOf(resource, 'spec.tls', spec.keyAt), 'http', 'spec.tls is not set')];
  }
  if (insecure === undefined || textOf(insecure) !== 'Allow') return [];
  const place = placeOf(resource, 'spec.tls.insecureEdgeTerminationPolicy', insecure.at);
  return [inClear(place, 'http', 'insecureEdgeTerminationPolicy: Allow')];
}

function annotationFacts(resource: Resource): readonly Fact[] {
  return annotationsOf(resource).flatMap(([name, entry]) => {
    const value = textOf(entry);
    if (value === undefined) return [];
    const [, short = name] = /\/([^/]*)$/.exec(name) ?? [];
    const { start, end } = entry.value;
    return [
      ...annotationSaid(short, value, placeOf(resource, name, entry.at)),
      ...(short.endsWith('-snippet') ? fileSaid(short, resource.file, start, end) : []),
    ];
  });
}

function annotationSaid(name: string, value: string, place: Place): readonly Fact[] {
  const written = `${name}: ${value}`;
  if (/^(ssl-redirect|redirect-to-https)$/.test(name) && value === 'false') {
    return [inClear(place, 'http', written)];
  }
  if (/^(proxy-ssl-verify|auth-tls-verify-client)$/.test(name) && value === 'off') {
    return name === 'proxy-ssl-verify' ? [unchecked(place, written)] : [];
  }
  const minimum = /(ssl|tls)-(protocols|min-version|minimum-version)$/.test(name)
    ? oldestNamed(value)
    : policyVersion(name, value);
  return minimum === undefined ? [] : [tlsFrom(place, 'server', minimum, written)];
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
function policyVersion(name: string, value: string): TlsName | undefined {
  if (!/^(aws-load-balancer-ssl-negotiation-policy|ssl-policy)$/.test(name)) return undefined;
  if (!value.startsWith('ELBSecurityPolicy-')) return undefined;
  const [, minor] = /-(?:TLS13-1|TLS-1|FS-1)-([0-3])/.exec(value) ?? [];
  switch (minor) {
    case '1':
    case '2':
    case '3':
      return `1.${minor}`;
    default:
      return '1.0';
  }
}
