import type { Fact, Known, TlsFact } from '../../facts.ts';
import { blocksAt, textOf } from '../folder.ts';
import type { Folder, Resource } from '../folder.ts';
import type { ResourceReader } from '../reader.ts';
import type { Block } from '../syntax.ts';

/** Whether a database's parameters let clients in without TLS, or with an old one. */
export const parameterGroupReader: ResourceReader = {
  types: [
    'aws_db_parameter_group',
    'aws_rds_cluster_parameter_group',
    'aws_docdb_cluster_parameter_group',
    'aws_redshift_parameter_group',
  ],
  read: readParameters,
};

interface Demand {
  readonly family: RegExp;
  readonly parameter: string;
  readonly on: readonly string[];
  /** Whether the family demands TLS when nothing is said. */
  readonly byDefault: boolean;
}

const demands: readonly Demand[] = [
  // PostgreSQL 15 and newer on RDS demand TLS by default; Aurora from 17 on.
  {
    family: /^postgres(?:9|1[0-4])|^aurora-postgresql(?:9|1[0-6])/u,
    parameter: 'rds.force_ssl',
    on: ['1', 'on', 'true'],
    byDefault: false,
  },
  { family: /postgres/u, parameter: 'rds.force_ssl', on: ['1', 'on', 'true'], byDefault: true },
  {
    family: /^mysql8\.4/u,
    parameter: 'require_secure_transport',
    on: ['1', 'on', 'true'],
    byDefault: true,
  },
  {
    family: /mysql|mariadb/u,
    parameter: 'require_secure_transport',
    on: ['1', 'on', 'true'],
    byDefault: false,
  },
  { family: /^sqlserver/u, parameter: 'rds.force_ssl', on: ['1', 'on', 'true'], byDefault: false },
  {
    family: /^docdb/u,
    parameter: 'tls',
    on: ['enabled', 'tls1.2+', 'tls1.3+', 'fips-140-3'],
    byDefault: true,
  },
  { family: /^redshift/u, parameter: 'require_ssl', on: ['true', '1'], byDefault: false },
];

function readParameters(resource: Resource, folder: Folder): readonly Fact[] {
  const family = textOf(resource.block, 'family', folder.scope) ?? '';
  const demand = demands.find((one) => one.family.test(family));
  const parameters = blocksAt(resource.block, 'parameter');
  return [
    ...(demand === undefined ? [] : readDemand(demand, parameters, resource, folder)),
    ...parameters.flatMap((parameter) => readVersion(parameter, resource, folder)),
  ];
}

function readDemand(
  demand: Demand,
  parameters: readonly Block[],
  resource: Resource,
  { scope }: Folder,
): readonly Fact[] {
  const set = parameters.find((one) => textOf(one, 'name', scope) === demand.parameter);
  const value = set === undefined ? undefined : textOf(set, 'value', scope)?.toLowerCase();
  const isDemanded =
    set === undefined ? demand.byDefault : value !== undefined && demand.on.includes(value);
  // A value that comes from elsewhere cannot be told; it is neither a yes nor a no.
  if (isDemanded || (set !== undefined && value === undefined)) return [];
  return [
    {
      kind: 'cleartext',
      at: set?.at ?? resource.block.header,
      subject: `${resource.address} ${demand.parameter}`,
      protocol: 'database',
      written:
        value === undefined ? `${demand.parameter} is not set` : `${demand.parameter} = ${value}`,
    },
  ];
}

function readVersion(parameter: Block, resource: Resource, { scope }: Folder): readonly TlsFact[] {
  const name = textOf(parameter, 'name', scope);
  if (name !== 'ssl_min_protocol_version' && name !== 'tls_version') return [];
  const value = textOf(parameter, 'value', scope);
  return [
    {
      kind: 'tls',
      at: parameter.at,
      subject: `${resource.address} ${name}`,
      end: 'server',
      minimum: oldest(value),
      written: value === undefined ? `${name} is not known here` : `${name} = ${value}`,
    },
  ];
}

function oldest(value: string | undefined): Known<TlsFact['minimum']> {
  const versions = (value ?? '').split(',').map((one) => one.trim());
  if (versions.includes('TLSv1') || versions.includes('TLSv1.0')) return '1.0';
  if (versions.includes('TLSv1.1')) return '1.1';
  if (versions.includes('TLSv1.2')) return '1.2';
  return versions.includes('TLSv1.3') ? '1.3' : 'unknown';
}
