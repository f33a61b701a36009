import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { lineIndex } from '@troth/diagnostics';
import { modelTypes, ormModels } from '../orm/orm-models.ts';
import type { Detector, FileView } from './detector.ts';
import { detectors } from './detectors.ts';
import { workTypes } from '../purges/work-of-file.ts';
import { flowOfFile } from './flow-of-file.ts';
import { shapeTypes } from './shapes.ts';
import { survey } from './survey.ts';
import { parseSource } from './syntax.ts';
import { isTest } from './test-files.ts';

/** JavaScript and TypeScript with JSX. Declaration files run nothing and say nothing. */
export const typescript: Extractor = {
  name: 'TypeScript',
  reads: (path) => /\.([cm]?[jt]s|[jt]sx)$/.test(path) && !/\.d\.[cm]?ts$/.test(path),
  extract: extractTypescript,
};

const wanted: ReadonlySet<string> = new Set([
  ...detectors.flatMap(({ types }) => types),
  ...shapeTypes,
  ...modelTypes,
  ...workTypes,
]);

/** By the type of node that they want to see, without those that the text has no word for. */
function detectorsFor(text: string): ReadonlyMap<string, readonly Detector[]> {
  const byType = new Map<string, Detector[]>();
  for (const detector of detectors) {
    if (detector.words?.test(text) === false) continue;
    for (const type of detector.types) {
      const known = byType.get(type);
      if (known === undefined) byType.set(type, [detector]);
      else known.push(detector);
    }
  }
  return byType;
}

/** Reads a file; one that is nested beyond the stack, as generated code can be, is a problem. */
function extractTypescript(file: SourceText): Extraction {
  try {
    return readFile(file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const at = lineIndex(file.path, file.text).span(0, 0);
    return { facts: [], problems: [{ at, message: 'cannot be read: nested too deeply' }] };
  }
}

function readFile({ path, text }: SourceText): Extraction {
  const lines = lineIndex(path, text);
  const { program, comments, error } = parseSource(path, text);
  const surveyed = survey(program, wanted);
  const { sites, scopes } = surveyed;
  const file: FileView = {
    at: (node) => lines.span(node.start, node.end),
    written: (node) => onOneLine(text.slice(node.start, node.end)),
    text,
    comments,
    scopes,
  };
  const models = ormModels(sites, file);
  const facts: Fact[] = [...models.facts];
  const asked = detectorsFor(text);
  for (const site of sites) {
    for (const detector of asked.get(site.node.type) ?? []) {
      const found = detector.detect(site, file);
      if (found.length > 0) facts.push(...found);
    }
  }
  const unread =
    error === undefined
      ? []
      : [{ at: lines.span(error.start, error.end), message: `cannot be read: ${error.message}` }];
  const problems = [...unread, ...models.problems];
  if (isTest(path, text)) return { facts, problems };
  return { facts, problems, flow: flowOfFile({ ...surveyed, path, program, file }) };
}

function onOneLine(source: string): string {
  const words = source.slice(0, 200).replaceAll(/\s+/g, ' ');
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}
