import { lineIndex } from '@troth/diagnostics';

import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import { distinct } from '../settings/distinct.ts';
import { readChartFile } from './helm/chart-file.ts';
import { resourceFacts } from './resource-facts.ts';
import { resourcesOf } from './resource.ts';

/** Manifests, charts' templates among them: what stands between `{{` and `}}` is unknown. */
export const kubernetes: Extractor = {
  name: 'Kubernetes',
  reads: (path) => /\.(ya?ml|json)$/.test(path),
  recognises: (text) =>
    /(?:^|[{,])[ \t-]*"?apiVersion"?[ \t]*:/m.test(text) &&
    /(?:^|[{,])[ \t-]*"?kind"?[ \t]*:/m.test(text),
  extract: extractManifests,
};

function extractManifests(file: SourceText): Extraction {
  const { documents, problems, unread, text } = readChartFile(file);
  const { span } = lineIndex(file.path, file.text);
  const resources = documents.flatMap((node) =>
    resourcesOf(node, { file: { path: file.path, text }, span }),
  );
  return { facts: distinct(resources.flatMap(resourceFacts)), problems, unread };
}
