import type { Parser } from 'web-tree-sitter';

import type { Extraction, Problem, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { factsOfStack } from '../infrastructure/facts-of-stack.ts';
import type { Block } from '../infrastructure/syntax.ts';
import { folderOf } from './joined-path.ts';
import { absentModules } from './absent-modules.ts';
import { calledFolder, resourcesOf } from './module.ts';
import type { Folders } from './module.ts';
import { readTerraformFile } from './read-file.ts';
import { readTerraformJson } from './read-json.ts';
import type { TerraformFile } from './syntax.ts';
import { isLoadedPath, replacementOf } from './terraform-path.ts';

/**
 * What Terraform files say. Files of one folder are joined, so a bucket in one and its lifecycle in
 * another are read together. A local module is read as each call of it makes it; a folder that nothing
 * here calls is a root, read with the defaults of its variables.
 */
export function extractTerraform(files: readonly SourceText[], parser: Parser): Extraction {
  const paths = new Set(files.map(({ path }) => path));
  const unread = files.flatMap(({ path }) => notLoaded(path, paths));
  const left = new Set(unread.map(({ at }) => at.file));
  const parsed = files.filter(({ path }) => !left.has(path)).map((file) => parse(file, parser));
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
  return {
    facts: distinct(facts),
    problems: parsed.flatMap(problemsOf),
    unread: [...unread, ...absentModules(folders)],
  };
}

function parse(file: SourceText, parser: Parser): TerraformFile {
  return file.path.endsWith('.json')
    ? readTerraformJson(file, parser)
    : readTerraformFile(file, parser);
}

/** A file that a run takes only when it is named, or that OpenTofu leaves for the one beside it. */
function notLoaded(path: string, paths: ReadonlySet<string>): readonly Problem[] {
  const at = { file: path, line: 1, column: 1, endLine: 1, endColumn: 1 };
  if (!isLoadedPath(path)) {
    const message = 'these values are not judged: a run takes them only when it names the file';
    return [{ at, message }];
  }
  const other = replacementOf(path);
  return other === undefined || !paths.has(other)
    ? []
    : [{ at, message: `this is not judged: OpenTofu reads \`${other}\` in its place` }];
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
