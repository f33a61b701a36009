import type { TlsFact } from '../../facts.ts';
import type { ResourceReader } from '../reader.ts';
import { blocksAt, settingOf, textOf } from '../settings.ts';
import type { Resource } from '../stack.ts';
import type { Block } from '../syntax.ts';
import { loadBalancerPolicy, version } from '../tables/tls/versions.ts';

/** Policies of a classic load balancer: protocols that are switched on, or a policy by its name. */
export const balancerPolicyReader: ResourceReader = {
  types: ['aws_load_balancer_policy', 'aws_lb_ssl_negotiation_policy', 'aws_elb'],
  read: readPolicy,
};

const attributes = ['policy_attribute', 'attribute', 'policies.attributes'];

function readPolicy(resource: Resource): readonly TlsFact[] {
  return attributes
    .flatMap((path) => blocksAt(resource.block, path))
    .flatMap((attribute) => readAttribute(attribute, resource));
}

function readAttribute(attribute: Block, resource: Resource): readonly TlsFact[] {
  const name = textOf(attribute, 'name') ?? '';
  const value = settingOf(attribute, 'value');
  if (value.kind === 'absent') return [];
  const place = { at: value.at, subject: `${resource.subject} ${name}` };
  const written = `${name} = ${value.value.written}`;
  if (name === 'Reference-Security-Policy') {
    const minimum = loadBalancerPolicy(value.value);
    return [{ kind: 'tls', end: 'server', minimum, written, ...place }];
  }
  const protocol = /^Protocol-(?<version>.+)$/u.exec(name)?.groups?.['version'];
  // Whatever is said of a protocol but that it is off has it on.
  if (protocol === undefined || textOf(attribute, 'value') === 'false') return [];
  const minimum = version({ at: value.at, written: protocol, kind: 'string', text: protocol });
  return [{ kind: 'tls', end: 'server', minimum, written, ...place }];
}
