import type { Fact, TlsFact } from '../../facts.ts';
import type { ResourceReader } from '../reader.ts';
import { asText, blocksAt, settingOf } from '../settings.ts';
import type { Setting } from '../settings.ts';
import { refersTo } from '../stack.ts';
import type { Resource, Stack } from '../stack.ts';
import { oldestOf } from '../tables/tls/versions.ts';

/** Whether a database's parameters let clients in without TLS, or with an old one. */
export const parameterGroupReader: ResourceReader = {
  types: [
    'aws_db_parameter_group',
    'aws_rds_cluster_parameter_group',
    'aws_docdb_cluster_parameter_group',
    'aws_neptune_cluster_parameter_group',
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
  { family: /^neptune/u, parameter: 'neptune_enforce_ssl', on: ['1', 'true'], byDefault: true },
  { family: /db2/u, parameter: 'db2comm', on: ['ssl'], byDefault: false },
];

interface Parameter {
  readonly name: string;
  readonly value: Setting;
}

function readParameters(group: Resource, stack: Stack): readonly Fact[] {
  const family = settingOf(group.block, 'family');
  const named = family.kind === 'absent' ? '' : (asText(family.value) ?? '');
  const demand = demands.find((one) => one.family.test(named));
  const parameters = parametersOf(group);
  return [
    ...(demand === undefined ? [] : readDemand(demand, parameters, group, stack)),
    ...parameters.flatMap((parameter) => readVersion(parameter, group)),
  ];
}

/** Blocks with a name and a value each, or one map of all. */
function parametersOf({ block }: Resource): readonly Parameter[] {
  const map = block.attributes.get('parameters')?.value;
  const entries = map?.kind === 'object' ? [...map.entries] : [];
  return [
    ...blocksAt(block, 'parameter').map((one) => {
      const name = settingOf(one, 'name');
      const value = settingOf(one, 'value');
      return {
        name: name.kind === 'absent' ? '' : (asText(name.value) ?? ''),
        value: value.kind === 'absent' ? value : { ...value, at: one.at },
      };
    }),
    ...entries.map(([name, { value, at }]) => ({
      name,
      value: { kind: 'value', value, at } as const,
    })),
  ];
}

/** Reported at the database that uses the group, where it stands in the same stack. */
function readDemand(
  demand: Demand,
  parameters: readonly Parameter[],
  group: Resource,
  stack: Stack,
): readonly Fact[] {
  const set = parameters.find(({ name }) => name === demand.parameter)?.value;
  const value = set?.kind === 'value' ? asText(set.value)?.toLowerCase() : undefined;
  const isDemanded =
    set === undefined ? demand.byDefault : value !== undefined && demand.on.includes(value);
  // A value that comes from elsewhere cannot be told; it is neither a yes nor a no.
  if (isDemanded || (set !== undefined && value === undefined)) return [];
  const places = [...usersOf(group, stack), set?.at ?? group.block.header];
  return places.slice(0, 1).map((at) => ({
    kind: 'cleartext',
    at,
    subject: `${group.subject} ${demand.parameter}`,
    protocol: 'database',
    written:
      value === undefined ? `${demand.parameter} is not set` : `${demand.parameter} = ${value}`,
  }));
}

function usersOf(group: Resource, stack: Stack): readonly Setting['at'][] {
  return stack.resources.flatMap(({ block }) =>
    ['parameter_group_name', 'db_cluster_parameter_group_name']
      .map((attribute) => settingOf(block, attribute))
      .filter(
        (setting) =>
          setting.kind === 'value' &&
          setting.value.kind === 'reference' &&
          refersTo(setting.value.path, group),
      )
      .map(({ at }) => at),
  );
}

function readVersion({ name, value }: Parameter, group: Resource): readonly TlsFact[] {
  if (name !== 'ssl_min_protocol_version' && name !== 'tls_version') return [];
  if (value.kind === 'absent') return [];
  return [
    {
      kind: 'tls',
      at: value.at,
      subject: `${group.subject} ${name}`,
      end: 'server',
      minimum: oldestOf(value.value),
      written: `${name} = ${value.value.written}`,
    },
  ];
}
