import type { Fact } from '../../facts.ts';
import { inClear } from '../../settings/said.ts';
import { itemsAt, textAt } from '../../yaml/yaml-node.ts';
import { entryAt, placeOf } from '../resource.ts';
import type { Resource, ResourceReader } from '../resource.ts';

/** Stores that an operator runs: brokers and search engines whose own TLS is switched off. */
export const operatorReader: ResourceReader = {
  kinds: ['Kafka', 'Elasticsearch', 'Kibana', 'Redis', 'RedisCluster', 'RabbitmqCluster'],
  read: (resource) => [...listeners(resource), ...selfSigned(resource)],
};

/** Strimzi. A listener of type `internal` is for the cluster alone. */
function listeners(resource: Resource): readonly Fact[] {
  return itemsAt(resource.node, 'spec', 'kafka', 'listeners').flatMap((listener) => {
    if (textAt(listener, 'tls') !== 'false') return [];
    const at = entryAt(listener, 'tls')?.at;
    const place = placeOf(resource, `listener ${textAt(listener, 'name') ?? ''}`, at);
    const fact = inClear(place, 'kafka', 'tls: false');
    return [textAt(listener, 'type') === 'internal' ? { ...fact, network: 'internal' } : fact];
  });
}

/** Elastic's operator makes a certificate unless it is told not to. */
function selfSigned(resource: Resource): readonly Fact[] {
  const path = ['spec', 'http', 'tls', 'selfSignedCertificate', 'disabled'] as const;
  const entry = entryAt(resource.node, ...path);
  if (entry === undefined || textAt(resource.node, ...path) !== 'true') return [];
  return [
    inClear(
      placeOf(resource, path.join('.'), entry.at),
      'http',
      'selfSignedCertificate.disabled: true',
    ),
  ];
}
