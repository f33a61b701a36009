import { spellings } from './resource-types.ts';
import type { Spelling } from './resource-types.ts';

/** Terraform's type for one of CloudFormation: `AWS::DAX::Cluster` is `aws_dax_cluster`. */
export function typeOf(spelled: string): string {
  const { type } = spellingOf(spelled);
  if (type !== undefined) return type;
  const [, service = '', resource = ''] = spelled.split('::');
  return `aws_${service.toLowerCase()}_${snakeCase(resource)}`;
}

export function spellingOf(spelled: string): Spelling {
  return spellings[spelled] ?? {};
}

/** `KmsKeyId` is `kms_key_id`; a word that a type names otherwise is that. */
export function attributeOf(property: string, { names }: Spelling): string {
  return names?.[property] ?? snakeCase(property);
}

/** A path of attributes as the template spells it, for messages. */
export function spelledBack(path: string, { names = {} }: Spelling): string {
  const back = new Map(Object.entries(names).map(([property, attribute]) => [attribute, property]));
  return path
    .split('.')
    .map((part) => back.get(part) ?? pascalCase(part))
    .join('.');
}

function snakeCase(word: string): string {
  return word.replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, '_').toLowerCase();
}

function pascalCase(words: string): string {
  return words
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
