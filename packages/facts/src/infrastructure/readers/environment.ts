import type { Fact } from '../../facts.ts';
import { settingsSaid } from '../../settings/environment.ts';
import { besideHosts } from '../../settings/neighbours.ts';
import type { ResourceReader } from '../reader.ts';
import { asText, blocksAt } from '../settings.ts';
import type { Resource } from '../stack.ts';

/** Variables that a function is started with. */
export const environmentReader: ResourceReader = {
  types: ['aws_lambda_function', 'aws_serverless_function'],
  read: variables,
};

function variables({ block }: Resource): readonly Fact[] {
  const set = blocksAt(block, 'environment.variables').flatMap(({ attributes }) => [
    ...attributes.values(),
  ]);
  const known = new Map(set.map(({ name, value }) => [name, asText(value) ?? '']));
  return besideHosts(
    set.flatMap(({ name, value, at }) => settingsSaid(name, asText(value), at)),
    known,
  );
}
