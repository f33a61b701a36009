import type { Fact } from '../facts.ts';
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

/** What one object says. */
export function resourceFacts(resource: Resource): readonly Fact[] {
  return readers
    .filter(({ kinds }) => kinds === undefined || kinds.includes(resource.kind))
    .flatMap(({ read }) => read(resource));
}
