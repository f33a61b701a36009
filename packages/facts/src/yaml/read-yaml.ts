import { lineIndex } from '@troth/diagnostics';
import { YAMLException, parseEvents } from 'js-yaml';

import type { Problem, SourceText } from '../extraction.ts';
import { documentsOf } from './documents.ts';
import type { YamlNode } from './yaml-node.ts';

const maxDepth = 100;

/**
 * Reads the documents of a YAML or JSON file. An alias is the node that it names; more than 10,000 nodes by
 * way of aliases are not followed. Never throws: what is no YAML has no documents and one problem.
 */
export function readYaml({ path, text }: SourceText): {
  readonly documents: readonly YamlNode[];
  readonly problems: readonly Problem[];
} {
  const lines = lineIndex(path, text);
  try {
    const events = parseEvents(text, { filename: path, maxDepth });
    return { documents: documentsOf(events, text, lines), problems: [] };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const offset = error.mark?.position ?? 0;
    const reason = error.reason.replaceAll(/\s+/gu, ' ');
    return {
      documents: [],
      problems: [{ at: lines.span(offset, offset), message: `this cannot be read: ${reason}` }],
    };
  }
}
