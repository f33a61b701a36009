import type { ExposureFact, Known } from '../../facts.ts';
import { blocksAt, settingOf, textOf } from '../folder.ts';
import type { Folder, Resource } from '../folder.ts';
import type { ResourceReader } from '../reader.ts';
import type { Block } from '../syntax.ts';

/** Ports other than the web's that the whole internet may reach. */
export const securityGroupReader: ResourceReader = {
  types: [
    'aws_security_group',
    'aws_default_security_group',
    'aws_security_group_rule',
    'aws_vpc_security_group_ingress_rule',
  ],
  read: readGroup,
};

const everywhere = ['0.0.0.0/0', '::/0'];
const webPorts = ['80', '443'];

function readGroup(resource: Resource, folder: Folder): readonly ExposureFact[] {
  if (resource.mode === 'data') return [];
  const { block } = resource;
  switch (resource.type) {
    case 'aws_security_group_rule':
      return textOf(block, 'type', folder.scope) === 'ingress'
        ? readRule(block, resource, folder)
        : [];
    case 'aws_vpc_security_group_ingress_rule':
      return readRule(block, resource, folder);
    default:
      return blocksAt(block, 'ingress').flatMap((rule) => readRule(rule, resource, folder));
  }
}

function readRule(rule: Block, resource: Resource, folder: Folder): readonly ExposureFact[] {
  const source = isEverywhere(rule, folder);
  const ports = portsOf(rule, folder);
  if (source === false || webPorts.includes(ports)) return [];
  return [
    {
      kind: 'exposure',
      at: rule.header,
      subject: `${resource.address} ingress ${ports}`,
      resource: resource.type,
      public: source,
      written: `${ports === 'all' ? 'all ports' : `port ${ports}`} open to the internet`,
    },
  ];
}

/** `5432`, `0-65535`, `all`, or `?` where it cannot be told. */
function portsOf(rule: Block, { scope }: Folder): string {
  const protocol = textOf(rule, 'protocol', scope) ?? textOf(rule, 'ip_protocol', scope);
  if (protocol === '-1' || protocol === 'all') return 'all';
  const from = textOf(rule, 'from_port', scope) ?? '?';
  const to = textOf(rule, 'to_port', scope) ?? from;
  return from === to ? from : `${from}-${to}`;
}

function isEverywhere(rule: Block, { scope }: Folder): Known<boolean> {
  let isUnknown = false;
  for (const name of ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6']) {
    const setting = settingOf(rule, name, scope);
    if (setting.kind === 'absent') continue;
    const { value } = setting;
    const items = value.kind === 'list' ? value.items : [value];
    if (items.some((item) => item.kind === 'string' && everywhere.includes(item.text))) return true;
    isUnknown ||= items.some(
      ({ kind, written }) => kind !== 'string' && !written.includes('cidr_block'),
    );
  }
  return isUnknown ? 'unknown' : false;
}
