import { lineIndex } from '@troth/diagnostics';

import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { distinct } from '../settings/distinct.ts';
import { readTemplate } from '../settings/templates.ts';
import { addressReader } from './readers/addresses.ts';
import { configReader } from './readers/config.ts';
import { containerReader } from './readers/containers.ts';
import { controlPlaneReader, kubeletReader } from './readers/control-plane.ts';
import { cronJobReader } from './readers/cron-job.ts';
import { encryptionReader } from './readers/encryption.ts';
import { ingressReader } from './readers/ingress.ts';
import { meshReader } from './readers/mesh.ts';
import { operatorReader } from './readers/operators.ts';
import { retentionReader } from './readers/retention.ts';
import { serviceReader } from './readers/service.ts';
import { storageReader } from './readers/storage.ts';
import { resourcesOf } from './resource.ts';
import type { Resource, ResourceReader } from './resource.ts';

const readers: readonly ResourceReader[] = [
  addressReader,
  configReader,
  containerReader,
  controlPlaneReader,
  cronJobReader,
  kubeletReader,
  encryptionReader,
  ingressReader,
  meshReader,
  operatorReader,
  retentionReader,
  serviceReader,
  storageReader,
];

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
  return { facts: distinct(resources.flatMap(factsOf)), problems };
}

function factsOf(resource: Resource): readonly Fact[] {
  return readers
    .filter(({ kinds }) => kinds === undefined || kinds.includes(resource.kind))
    .flatMap(({ read }) => read(resource));
}
