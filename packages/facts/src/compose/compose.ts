import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { nodeAt } from '../yaml/yaml-node.ts';
import { joinCompose, namedBy } from './join-compose.ts';

/** Services of docker compose, by whatever name the file goes. */
export const compose: Extractor = {
  name: 'Docker Compose',
  reads: (path) => /\.ya?ml$/.test(path),
  recognises: (text) =>
    /^services:[ \t]*(#.*)?\r?$/m.test(text) &&
    /^\s+(image|build|environment|ports|extends|env_file|depends_on):/m.test(text),
  extract: extractCompose,
};

function extractCompose(file: SourceText): Extraction {
  const { documents, problems } = readYaml(file);
  const { facts } = joinCompose(file.path, (path) => (path === file.path ? file.text : undefined));
  const named = documents.flatMap((node) => namedBy(nodeAt(node, 'services'), file.path));
  const paths = named.map(({ path }) => path).filter((path) => path !== file.path);
  return { facts, problems, ...(paths.length > 0 && { together: { kind: 'compose', paths } }) };
}
