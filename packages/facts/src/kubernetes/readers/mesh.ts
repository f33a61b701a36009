import type { Fact } from '../../facts.ts';
import { inClear } from '../../settings/said.ts';
import { settingsIn } from '../../settings/yaml-settings.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/yaml-node.ts';
import type { YamlNode } from '../../yaml/yaml-node.ts';
import { placeOf } from '../resource.ts';
import type { Resource, ResourceReader } from '../resource.ts';

/** Istio's rules between services, and gateways of Istio and of the Gateway API. */
export const meshReader: ResourceReader = {
  kinds: ['DestinationRule', 'PeerAuthentication', 'Gateway'],
  read: (resource) => (resource.kind === 'Gateway' ? gateway(resource) : modes(resource)),
};

/** `mode` of `tls` and `mtls`: a permissive side goes on in the clear when the other wants it so. */
function modes(resource: Resource): readonly Fact[] {
  return settingsIn(resource.node).flatMap(({ path, at, value }) => {
    const mode = value.kind === 'scalar' ? value.text : '';
    const isPlain = /\bm?tls\.mode$/i.test(path) && /^(DISABLE|PERMISSIVE)$/.test(mode);
    return isPlain ? [inClear(placeOf(resource, path, at), 'http', `${path}: ${mode}`)] : [];
  });
}

/** A port without TLS, unless it only sends readers to the one that has it. */
function gateway(resource: Resource): readonly Fact[] {
  const istio = itemsAt(resource.node, 'spec', 'servers')
    .filter((server) => isPlain(textAt(server, 'port', 'protocol')))
    .filter((server) => textAt(server, 'tls', 'httpsRedirect') !== 'true')
    .map((server) => nodeAt(server, 'port') ?? server);
  const listeners = itemsAt(resource.node, 'spec', 'listeners');
  // A plain listener beside an encrypted one is there for redirects; routes, in other objects, say so.
  const plain = listeners.every((one) => isPlain(textAt(one, 'protocol'))) ? listeners : [];
  return [...istio, ...plain].map((node) => portFact(resource, node));
}

function isPlain(protocol: string | undefined): boolean {
  return /^(HTTP|HTTP2|TCP|MONGO|GRPC)$/.test(protocol ?? '') && protocol !== 'TCP';
}

function portFact(resource: Resource, node: YamlNode): Fact {
  const protocol = textAt(node, 'protocol') ?? 'HTTP';
  const place = placeOf(resource, `port ${textAt(node, 'name') ?? ''}`, node.at);
  return inClear(place, protocol.toLowerCase(), `protocol: ${protocol}`);
}
