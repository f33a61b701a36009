import type { Parser } from 'web-tree-sitter';

import type { Extraction, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { factsOfStack } from '../infrastructure/facts-of-stack.ts';
import type { Block } from '../infrastructure/syntax.ts';
import { folderOf } from './joined-path.ts';
import { calledFolder, resourcesOf } from './module.ts';
import type { Folders } from './module.ts';
import { readTerraformFile } from './read-file.ts';
import type { TerraformFile } from './syntax.ts';

/**
 * What Terraform files say. Files of one folder are joined, so a bucket in one and its lifecycle in
 * another are read together. A local module is read as each call of it makes it; a folder that nothing
 * here calls is a root, read with the defaults of its variables.
 */
export function extractTerraform(files: readonly SourceText[], parser: Parser): Extraction {
  const parsed = files
    .filter(({ path }) => isLoaded(path))
    .map((file) => readTerraformFile(file, parser));
  const folders: Folders = Map.groupBy(parsed, ({ path }) => folderOf(path));
  const called = new Set([...folders].flatMap(([folder, own]) => calledFrom(folder, own)));
  const roots = [...folders.keys()].filter((folder) => !called.has(folder));
  const facts = [
    ...parsed
      .flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'provider'))
      .map(providerFact),
    ...roots.flatMap((folder) =>
      factsOfStack({ resources: resourcesOf({ folder, prefix: [], inputs: new Map() }, folders) }),
    ),
  ];
  return { facts: distinct(facts), problems: parsed.flatMap(problemsOf) };
}

/** Of the files that set variables Terraform itself loads these; the others wait to be named. */
function isLoaded(path: string): boolean {
  return path.endsWith('.tf') || /(?:^|\/)terraform\.tfvars$|\.auto\.tfvars$/u.test(path);
}

function calledFrom(folder: string, files: readonly TerraformFile[]): readonly string[] {
  return files
    .flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'module'))
    .flatMap((call) => calledFolder(call, folder) ?? [])
    .filter((called) => called !== folder);
}

/** Two calls of one module, or two instances of one resource, say the same thing once. */
function distinct(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}

function problemsOf({ errorAt }: TerraformFile): Extraction['problems'] {
  return errorAt === undefined
    ? []
    : [{ at: errorAt, message: 'this is not Terraform: the file cannot be read' }];
}

/** A provider is how infrastructure reaches a vendor: `registry.terraform.io/hashicorp/aws` in short. */
function providerFact(block: Block): Fact {
  const name = `terraform:${block.labels[0] ?? ''}`;
  return {
    kind: 'package',
    at: block.header,
    subject: `provider ${name}`,
    name,
    how: 'dependency',
  };
}
