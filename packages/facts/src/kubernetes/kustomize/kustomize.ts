import { lineIndex } from '@troth/diagnostics';

import type { Extraction, Extractor, SourceText } from '../../extraction.ts';
import { distinct } from '../../settings/distinct.ts';
import { folderOf, joinedPath } from '../../terraform/joined-path.ts';
import type { JoinedFiles, TextOf } from '../../together/together.ts';
import { readYaml } from '../../yaml/read-yaml.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/yaml-node.ts';
import type { YamlNode } from '../../yaml/yaml-node.ts';
import { resourceFacts } from '../resource-facts.ts';
import { resourcesOf } from '../resource.ts';
import { Build, kustomizationNames } from './build.ts';
import { generatedObjects } from './generators.ts';
import { Pages, TOGETHER } from '../../together/pages.ts';

/** What a folder makes for a cluster: by itself its own texts, together with what it names all of it. */
export const kustomize: Extractor = {
  name: 'Kustomize',
  reads: (path) => /(^|\/)([Kk]ustomization\.ya?ml|Kustomization)$/.test(path),
  extract: extractKustomization,
};

function extractKustomization(file: SourceText): Extraction {
  const { documents, problems } = readYaml(file);
  const { span } = lineIndex(file.path, file.text);
  const facts = documents
    .flatMap(generatedObjects)
    .flatMap((node) => resourcesOf(node, { file, span }))
    .flatMap(resourceFacts);
  const paths = documents.flatMap((root) => namedBy(root, file.path));
  return { facts: distinct(facts), problems, together: { kind: 'kustomize', paths } };
}

/** Files that a kustomization names, and under each name of a folder those that may be its own list. */
function namedBy(root: YamlNode, path: string): readonly string[] {
  const lists = ['resources', 'bases', 'components', 'patchesStrategicMerge'];
  const patches = [...itemsAt(root, 'patches'), ...itemsAt(root, 'patchesJson6902')];
  return [
    ...lists.flatMap((key) => itemsAt(root, key)),
    ...patches.flatMap((item) => nodeAt(item, 'path') ?? []),
  ].flatMap((item) => {
    const text = textAt(item) ?? '';
    if (text === '' || /:\/\/|\n/.test(text)) return [];
    const named = joinedPath(folderOf(path), text);
    const mayBeFolder = !/\.(ya?ml|json)$/.test(named);
    return mayBeFolder ? kustomizationNames.map((name) => joinedPath(named, name)) : [named];
  });
}

/** What a folder makes with everything it builds on, each fact in the file that says it. */
export function joinKustomization(path: string, textOf: TextOf): JoinedFiles {
  const pages = new Pages(textOf);
  const build = new Build(pages);
  const objects = build.objects(path);
  const file = { path: TOGETHER, text: pages.text };
  const { span } = lineIndex(TOGETHER, pages.text);
  const facts = objects.flatMap((node) => resourcesOf(node, { file, span })).flatMap(resourceFacts);
  return {
    facts: distinct(facts).map((fact) => ({ ...fact, at: pages.placeOf(fact.at) })),
    problems: pages.problems,
    unread: build.unread.map((one) => ({ ...one, at: pages.placeOf(one.at) })),
    read: pages.paths,
  };
}
