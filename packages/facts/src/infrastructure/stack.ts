import { asText, settingOf, textOf } from './settings.ts';
import type { Block } from './syntax.ts';

/**
 * Infrastructure that is made together, in any language: what stands in it has been evaluated, so a
 * `reference` names a resource and `unknown` is what cannot be told. Types and attributes are spelled as
 * Terraform spells them.
 */
export interface Stack {
  readonly resources: readonly Resource[];
}

/** The type of what a module makes whose text is not here: its arguments are judged by their names. */
export const UNKNOWN_MODULE = 'module';

export interface Resource {
  readonly mode: 'resource' | 'data';
  /** What it is: `aws_s3_bucket`. */
  readonly type: string;
  /** The type as its file spells it: `AWS::S3::Bucket`. */
  readonly spelled: string;
  /** What references start with: `aws_s3_bucket.runs`. */
  readonly address: string;
  /** What fingerprints name: the address without the modules around it. */
  readonly subject: string;
  readonly block: Block;
  /** Whether what is not set is at the provider's default; a module of a registry has its own. */
  readonly isWhole: boolean;
  /** A dotted path of attributes as the file would spell it, for messages. */
  readonly spell: (path: string) => string;
}

/** The resource of one of these types that an attribute names: by reference, or by its literal name. */
export function targetOf(
  resource: Resource,
  attribute: string,
  types: readonly string[],
  stack: Stack,
): Resource | undefined {
  const setting = settingOf(resource.block, attribute);
  if (setting.kind === 'absent') return undefined;
  const { value } = setting;
  const name = asText(value);
  return stack.resources.find((other) => {
    if (other.mode === 'data' || !types.includes(other.type)) return false;
    if (value.kind === 'reference') return refersTo(value.path, other);
    return name !== undefined && textOf(other.block, attribute) === name;
  });
}

/** Whether a reference's path starts with the resource's address. */
export function refersTo(path: readonly string[], { address }: Resource): boolean {
  const named = path.join('.');
  return named === address || named.startsWith(`${address}.`);
}
