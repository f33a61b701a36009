import type { Block } from '../infrastructure/syntax.ts';
import type { TerraformFile } from './syntax.ts';

const override = /(?:^|\/)(?:[^/]*_)?override\.(?:tf|tofu)(?:\.json)?$/u;

/**
 * The blocks of a folder with what its override files change: an argument wins over the one of the same
 * name, blocks within over those of the same type.
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
export function blocksOf(files: readonly TerraformFile[]): readonly Block[] {
  const own = files.filter(({ path }) => !override.test(path)).flatMap(({ blocks }) => blocks);
  const later = files.filter(({ path }) => override.test(path)).flatMap(({ blocks }) => blocks);
  if (later.length === 0) return own;
  return own.map((block) => later.filter((one) => isSame(one, block)).reduce(changed, block));
}

function isSame(a: Block, b: Block): boolean {
  return a.type === b.type && a.labels.join(' ') === b.labels.join(' ');
}

function changed(block: Block, by: Block): Block {
  const replaced = new Set(by.blocks.map(({ type, labels }) => `${type} ${labels.join(' ')}`));
  return {
    ...block,
    attributes: new Map([...block.attributes, ...by.attributes]),
    blocks: [
      ...block.blocks.filter(({ type, labels }) => !replaced.has(`${type} ${labels.join(' ')}`)),
      ...by.blocks,
    ],
  };
}
