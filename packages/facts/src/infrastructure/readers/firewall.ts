import type { ExposureFact } from '../../facts.ts';
import { blocksAt, textsOf } from '../settings.ts';
import type { Resource } from '../stack.ts';
import type { ResourceReader } from '../reader.ts';

/** Google's firewall: ports other than the web's that the whole internet may reach. */
export const firewallReader: ResourceReader = {
  types: ['google_compute_firewall'],
  read: readFirewall,
};

function readFirewall(resource: Resource): readonly ExposureFact[] {
  const sources = textsOf(resource.block, 'source_ranges');
  if (!sources.some((one) => one === '0.0.0.0/0' || one === '::/0')) return [];
  return blocksAt(resource.block, 'allow')
    .map((allow) => ({ allow, ports: textsOf(allow, 'ports') }))
    .filter(({ ports }) => ports.length === 0 || ports.some((one) => !['80', '443'].includes(one)))
    .map(({ allow, ports }) => ({
      kind: 'exposure',
      at: allow.at,
      subject: `${resource.subject} allow ${ports.join(',') || 'all'}`,
      resource: resource.spelled,
      public: true,
      written: `port ${ports.join(', ') || 'any'} open to the internet`,
    }));
}
