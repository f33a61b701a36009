import type { YamlNode } from '../yaml/yaml-node.ts';

/** A call of one of CloudFormation's own functions: `!Ref X`, `{ "Fn::If": […] }`. */
export interface Intrinsic {
  /** Without `Fn::` or `!`. */
  readonly name: string;
  readonly argument: YamlNode;
}

const long = /^Fn::(?<name>\w+)$/u;

export function intrinsicOf(node: YamlNode): Intrinsic | undefined {
  if (node.tag?.startsWith('!') === true && !node.tag.startsWith('!!')) {
    return { name: node.tag.slice(1), argument: node };
  }
  if (node.kind !== 'map' || node.entries.size !== 1) return undefined;
  const [[key, { value }] = ['', { value: node }]] = [...node.entries];
  const name = key === 'Ref' || key === 'Condition' ? key : long.exec(key)?.groups?.['name'];
  return name === undefined ? undefined : { name, argument: value };
}
