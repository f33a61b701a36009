import type { Fact } from '../../facts.ts';
import { settingsSaid } from '../../settings/environment.ts';
import { besideHosts } from '../../settings/neighbours.ts';
import type { ResourceReader } from '../reader.ts';
import { asText, blocksAt, settingOf } from '../settings.ts';
import type { Resource } from '../stack.ts';
import type { Block, Expression } from '../syntax.ts';

interface Holder {
  readonly types: readonly string[];
  readonly path: string;
}

/** Variables as a map of names. */
const maps: readonly Holder[] = [
  {
    types: ['aws_lambda_function', 'aws_serverless_function'],
    path: 'environment.variables',
  },
  { types: ['google_cloudfunctions_function'], path: 'environment_variables' },
  { types: ['google_cloudfunctions2_function'], path: 'service_config.environment_variables' },
  {
    types: [
      'azurerm_app_service',
      'azurerm_linux_web_app',
      'azurerm_windows_web_app',
      'azurerm_function_app',
      'azurerm_linux_function_app',
      'azurerm_windows_function_app',
    ],
    path: 'app_settings',
  },
];

/** Variables as items with a name and a value. */
const lists: readonly Holder[] = [
  { types: ['aws_ecs_task_definition'], path: 'container_definitions.environment' },
  { types: ['google_cloud_run_service'], path: 'template.spec.containers.env' },
  { types: ['google_cloud_run_v2_service'], path: 'template.containers.env' },
  { types: ['azurerm_container_app'], path: 'template.container.env' },
  {
    types: ['kubernetes_deployment', 'kubernetes_deployment_v1'],
    path: 'spec.template.spec.container.env',
  },
];

/** Variables that a program is started with, wherever the kind of resource keeps them. */
export const environmentReader: ResourceReader = {
  types: [...maps, ...lists].flatMap(({ types }) => types),
  read: readVariables,
};

interface Variable {
  readonly name: string;
  readonly value: string | undefined;
  readonly at: Expression['at'];
}

function readVariables({ type, block }: Resource): readonly Fact[] {
  const blocks = (holders: readonly Holder[]): readonly Block[] =>
    holders
      .filter(({ types }) => types.includes(type))
      .flatMap(({ path }) => blocksAt(block, path));
  const variables = [
    ...blocks(maps).flatMap(({ attributes }) =>
      [...attributes.values()].map(({ name, value, at }) => ({ name, value: asText(value), at })),
    ),
    ...blocks(lists).flatMap(named),
  ];
  const known = new Map(variables.map(({ name, value }) => [name, value ?? '']));
  return besideHosts(
    variables.flatMap(({ name, value, at }) => settingsSaid(name, value, at)),
    known,
  );
}

function named(item: Block): readonly Variable[] {
  const [name, value] = [settingOf(item, 'name'), settingOf(item, 'value')];
  const text = name.kind === 'value' ? asText(name.value) : undefined;
  if (text === undefined || value.kind === 'absent') return [];
  return [{ name: text, value: asText(value.value), at: value.at }];
}
