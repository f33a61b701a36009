import { lineIndex } from '@troth/diagnostics';

import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { withoutTemplates } from '../settings/templates.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { addressReader } from './readers/addresses.ts';
import { configReader } from './readers/config.ts';
import { containerReader } from './readers/containers.ts';
import { controlPlaneReader } from './readers/control-plane.ts';
import { encryptionReader } from './readers/encryption.ts';
import { ingressReader } from './readers/ingress.ts';
import { meshReader } from './readers/mesh.ts';
import { operatorReader } from './readers/operators.ts';
import { serviceReader } from './readers/service.ts';
import { storageReader } from './readers/storage.ts';
import { resourcesOf } from './resource.ts';
import type { Resource, ResourceReader } from './resource.ts';

const readers: readonly ResourceReader[] = [
  addressReader,
  configReader,
  containerReader,
  controlPlaneReader,
  encryptionReader,
  ingressReader,
  meshReader,
  operatorReader,
  serviceReader,
  storageReader,
];

/** Manifests, charts' templates among them: what stands between `{{` and `}}` is unknown. */
export const kubernetes: Extractor = {
  name: 'Kubernetes',
  reads: (path) => /\.ya?ml$/.test(path),
  recognises: (text) => /^[ \t-]*apiVersion:/m.test(text) && /^[ \t-]*kind:/m.test(text),
  extract: extractManifests,
};

function extractManifests(file: SourceText): Extraction {
  const read = { path: file.path, text: withoutTemplates(file.text) };
  const { documents, problems } = readYaml(read);
  const { span } = lineIndex(file.path, file.text);
  const resources = documents.flatMap((node) => resourcesOf(node, { file: read, span }));
  return { facts: distinct(resources.flatMap(factsOf)), problems };
}

function factsOf(resource: Resource): readonly Fact[] {
  return readers
    .filter(({ kinds }) => kinds === undefined || kinds.includes(resource.kind))
    .flatMap(({ read }) => read(resource));
}

/** One fact for what two readers say of one place. */
function distinct(facts: readonly Fact[]): readonly Fact[] {
  const known = new Map<string, Fact>();
  for (const fact of facts) {
    const said = 'written' in fact ? fact.written : fact.subject;
    const key = `${fact.kind} ${fact.at.line}:${fact.at.column} ${said}`;
    if (!known.has(key)) known.set(key, fact);
  }
  return [...known.values()];
}
