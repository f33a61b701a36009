import type { ExposureFact } from '../../facts.ts';
import { blocksAt, settingOf } from '../folder.ts';
import type { Folder, Resource } from '../folder.ts';
import type { ResourceReader } from '../reader.ts';
import type { Block } from '../syntax.ts';

/** Google's firewall: ports other than the web's that the whole internet may reach. */
export const firewallReader: ResourceReader = {
  types: ['google_compute_firewall'],
  read: readFirewall,
};

function readFirewall(resource: Resource, folder: Folder): readonly ExposureFact[] {
  const sources = listAt(resource.block, 'source_ranges', folder);
  if (!sources.some((one) => one === '0.0.0.0/0' || one === '::/0')) return [];
  return blocksAt(resource.block, 'allow')
    .map((allow) => ({ allow, ports: listAt(allow, 'ports', folder) }))
    .filter(({ ports }) => ports.length === 0 || ports.some((one) => !['80', '443'].includes(one)))
    .map(({ allow, ports }) => ({
      kind: 'exposure',
      at: allow.at,
      subject: `${resource.address} allow ${ports.join(',') || 'all'}`,
      resource: resource.type,
      public: true,
      written: `port ${ports.join(', ') || 'any'} open to the internet`,
    }));
}

function listAt(block: Block, name: string, { scope }: Folder): readonly string[] {
  const setting = settingOf(block, name, scope);
  if (setting.kind === 'absent' || setting.value.kind !== 'list') return [];
  return setting.value.items.map((item) =>
    item.kind === 'string' ? item.text : item.written.replaceAll('"', ''),
  );
}
