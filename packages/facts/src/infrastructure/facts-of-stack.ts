import type { Fact } from '../facts.ts';
import type { ResourceReader } from './reader.ts';
import { balancerPolicyReader } from './readers/balancer-policy.ts';
import { bucketPolicyReader } from './readers/bucket-policy.ts';
import { bucketRetentionReader } from './readers/bucket-retention.ts';
import { emrSecurityReader } from './readers/emr-security.ts';
import { environmentReader } from './readers/environment.ts';
import { firewallReader } from './readers/firewall.ts';
import { gatewayListenerReader } from './readers/gateway-listener.ts';
import { googleBucketReader } from './readers/google-bucket.ts';
import { identityPolicyReader } from './readers/identity-policy.ts';
import { listenerReader } from './readers/listener.ts';
import { parameterGroupReader } from './readers/parameter-group.ts';
import { publicPolicyReader } from './readers/public-policy.ts';
import { retentionReader } from './readers/retention.ts';
import { scheduleReader } from './readers/schedule.ts';
import { securityGroupReader } from './readers/security-group.ts';
import { snapshotReader } from './readers/snapshot.ts';
import { targetProxyReader } from './readers/target-proxy.ts';
import { answersOf } from './row.ts';
import { UNKNOWN_MODULE } from './stack.ts';
import type { Resource, Stack } from './stack.ts';
import { statedAnswers } from './stated.ts';
import { accessTable } from './tables/access.ts';
import { cleartextTable } from './tables/cleartext.ts';
import { exposureTable } from './tables/exposure.ts';
import { storageTable } from './tables/storage.ts';
import { tlsTable } from './tables/tls.ts';

const readers: readonly ResourceReader[] = [
  listenerReader,
  parameterGroupReader,
  retentionReader,
  scheduleReader,
  bucketPolicyReader,
  publicPolicyReader,
  firewallReader,
  bucketRetentionReader,
  securityGroupReader,
  identityPolicyReader,
  balancerPolicyReader,
  emrSecurityReader,
  gatewayListenerReader,
  googleBucketReader,
  environmentReader,
  snapshotReader,
  targetProxyReader,
];

/** What infrastructure says, in whatever language it is written. */
export function factsOfStack(stack: Stack): readonly Fact[] {
  return stack.resources
    .filter(({ mode }) => mode === 'resource')
    .flatMap((resource) => [
      ...tableFacts(resource, stack),
      ...readers
        .filter(({ types }) => types.includes(resource.type))
        .flatMap((reader) => reader.read(resource, stack)),
    ]);
}

function tableFacts(resource: Resource, stack: Stack): readonly Fact[] {
  const answers = resource.type === UNKNOWN_MODULE ? statedAnswers : answersOf;
  return [
    ...answers(tlsTable, resource, stack).map(({ says, ...answer }): Fact => ({
      kind: 'tls',
      end: 'server',
      minimum: says,
      ...answer,
    })),
    ...answers(cleartextTable, resource, stack)
      .filter(({ says }) => says === true)
      .map(({ at, subject, written }): Fact => ({
        kind: 'cleartext',
        at,
        subject,
        protocol: 'infrastructure',
        written,
      })),
    ...answers(storageTable, resource, stack).map(({ says, at, subject }): Fact => ({
      kind: 'storage',
      at,
      subject,
      resource: resource.spelled,
      encrypted: says,
    })),
    ...answers(accessTable, resource, stack).map(({ says, at, subject }): Fact => ({
      kind: 'access',
      at,
      subject,
      resource: resource.spelled,
      mfa: says,
    })),
    ...answers(exposureTable, resource, stack)
      .filter(({ says }) => says !== false)
      .map(({ says, ...answer }): Fact => ({
        kind: 'exposure',
        resource: resource.spelled,
        public: says,
        ...answer,
      })),
  ];
}
