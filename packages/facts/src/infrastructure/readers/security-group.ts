import type { ExposureFact, Known } from '../../facts.ts';
import { blocksAt, settingOf, textOf } from '../settings.ts';
import type { Resource } from '../stack.ts';
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

function readGroup(resource: Resource): readonly ExposureFact[] {
  const { block } = resource;
  switch (resource.type) {
    case 'aws_security_group_rule':
      return textOf(block, 'type') === 'ingress' ? readRule(block, resource) : [];
    case 'aws_vpc_security_group_ingress_rule':
      return readRule(block, resource);
    default:
      return blocksAt(block, 'ingress').flatMap((rule) => readRule(rule, resource));
  }
}

function readRule(rule: Block, resource: Resource): readonly ExposureFact[] {
  const source = isEverywhere(rule);
  const ports = portsOf(rule);
  if (source === false || webPorts.includes(ports)) return [];
  return [
    {
      kind: 'exposure',
      at: rule.header,
      subject: `${resource.subject} ingress ${ports}`,
      resource: resource.spelled,
      public: source,
      written: `${ports === 'all' ? 'all ports' : `port ${ports}`} open to the internet`,
    },
  ];
}

/** `5432`, `0-65535`, `all`, or `?` where it cannot be told. */
function portsOf(rule: Block): string {
  const protocol = textOf(rule, 'protocol') ?? textOf(rule, 'ip_protocol');
  if (protocol === '-1' || protocol === 'all') return 'all';
  const from = textOf(rule, 'from_port') ?? '?';
  const to = textOf(rule, 'to_port') ?? from;
  return from === to ? from : `${from}-${to}`;
}

function isEverywhere(rule: Block): Known<boolean> {
  let isUnknown = false;
  for (const name of ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6']) {
    const setting = settingOf(rule, name);
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
