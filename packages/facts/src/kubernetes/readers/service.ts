import type { Fact } from '../../facts.ts';
import { storePorts } from '../../settings/ports.ts';
import { exposed } from '../../settings/said.ts';
import { itemsAt, textAt } from '../../yaml/yaml-node.ts';
import { annotationsOf, entryAt, placeOf, textOf } from '../resource.ts';
import type { Resource, ResourceReader } from '../resource.ts';

/** Stores that a service hands to the outside; what serves pages is meant to be reached. */
export const serviceReader: ResourceReader = {
  kinds: ['Service'],
  read: (resource) => {
    const type = textAt(resource.node, 'spec', 'type') ?? 'ClusterIP';
    const [store] = itemsAt(resource.node, 'spec', 'ports').flatMap(
      (port) => storeOf(port, 'port') ?? storeOf(port, 'targetPort') ?? [],
    );
    if (store === undefined || !/^(LoadBalancer|NodePort)$/.test(type)) return [];
    return service(resource, type, store);
  },
};

function service(resource: Resource, type: string, store: string): readonly Fact[] {
  if (annotationsOf(resource).some(([name, entry]) => isInternal(name, textOf(entry)))) return [];
  const place = placeOf(resource, 'spec.type', entryAt(resource.node, 'spec', 'type')?.at);
  const ranges = itemsAt(resource.node, 'spec', 'loadBalancerSourceRanges').map(textRange);
  const isLimited = ranges.length > 0 && !ranges.includes('0.0.0.0/0');
  if (isLimited) return [];
  // A node's port is as public as the node, which stands elsewhere.
  const isPublic = type === 'LoadBalancer' ? true : 'unknown';
  return [exposed(place, `Service for ${store}`, isPublic, `type: ${type}`)];
}

function storeOf(port: Parameters<typeof textAt>[0], key: string): string | undefined {
  return storePorts.get(Number(textAt(port, key)));
}

function textRange(node: Parameters<typeof textAt>[0]): string {
  return textAt(node) ?? '';
}

/** How the clouds' controllers are told to make an inner load balancer. */
function isInternal(name: string, value: string | undefined): boolean {
  return (
    (/-load-balancer-(internal|scheme)$|load-balancer-type$/.test(name) &&
      /^(true|internal|0\.0\.0\.0\/0)$/i.test(value ?? '')) ||
    name.endsWith('oci-load-balancer-internal')
  );
}
