import { lineIndex } from '@troth/diagnostics';
import type { LineIndex } from '@troth/diagnostics';

import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { distinct } from '../settings/distinct.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { nodeAt } from '../yaml/yaml-node.ts';
import type { YamlEntry, YamlNode } from '../yaml/yaml-node.ts';
import { commandFacts } from './commands.ts';
import { environmentFacts } from './environment.ts';
import { exposureFacts } from './ports.ts';
import { volumeFacts } from './volumes.ts';

/** Services of docker compose, by whatever name the file goes. */
export const compose: Extractor = {
  name: 'Docker Compose',
  reads: (path) => /\.ya?ml$/.test(path),
  recognises: (text) =>
    /^services:[ \t]*(#.*)?\r?$/m.test(text) && /^\s+(image|build|environment|ports):/m.test(text),
  extract: extractCompose,
};

function extractCompose(file: SourceText): Extraction {
  const { documents, problems } = readYaml(file);
  const lines = lineIndex(file.path, file.text);
  const services = documents.map((node) => nodeAt(node, 'services'));
  const facts = services.flatMap((node) =>
    node?.kind === 'map' ? servicesFacts(node, file, lines) : [],
  );
  return { facts: distinct(facts), problems };
}

function servicesFacts(
  node: Extract<YamlNode, { readonly kind: 'map' }>,
  file: SourceText,
  lines: LineIndex,
): readonly Fact[] {
  return [...node.entries].flatMap(([name, { value }]: readonly [string, YamlEntry]) => {
    const service = { name, node: value, file, lines };
    return [
      ...environmentFacts(service),
      ...exposureFacts(service),
      ...volumeFacts(service),
      ...commandFacts(service),
    ];
  });
}
