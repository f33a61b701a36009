import { lineIndex } from '@troth/diagnostics';

import type { Extraction, Extractor, Problem, SourceText } from '../extraction.ts';
import { distinct } from '../settings/distinct.ts';
import { readTemplate } from '../settings/templates.ts';
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
  const { documents, problems, text } = readTemplate(file);
  const { span } = lineIndex(file.path, file.text);
  const resources = documents.flatMap((node) =>
    resourcesOf(node, { file: { path: file.path, text }, span }),
  );
  const facts = distinct(resources.flatMap(resourceFacts));
  // A template need be no YAML before it is filled in: that is no fault of the file, and no pass either.
  return file.text.includes('{{')
    ? { facts, problems: [], unread: problems.map(asTemplate) }
    : { facts, problems };
}

function asTemplate({ at }: Problem): Problem {
  return { at, message: 'this template is not judged: it is no YAML before it is filled in' };
}
