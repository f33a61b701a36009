import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { compilePolicy, type CompiledPolicy } from '@troth/compiler';
import {
  KEYS_FILE,
  prepareVersion,
  sealVersion,
  verifyVersions,
  writeKeys,
  type PublishedFile,
  type PublishRequest,
} from '../index.ts';

interface Terms {
  readonly published: string;
  readonly effective?: string;
  /** Window of the one erasure promise. */
  readonly days?: number;
  readonly noticeDays?: number;
  readonly loosens?: string;
  readonly tightens?: string;
}

/** A policy of an invented company with one promise: deleted orders are gone within some days. */
export function northwind({
  published,
  effective = published,
  days = 30,
  noticeDays = 30,
  loosens = 'legal',
  tightens = '',
}: Terms): CompiledPolicy {
  const files = [
    {
      path: 'p/policy.yaml',
      text: `language: 1
controller: { name: "Northwind, Inc.", short: Northwind, aliases: [Northwind, we] }
contact: { email: privacy@northwind.example }
version: { published: ${published}, effective: ${effective}, reviewed: ${published} }
notice_days: ${noticeDays}
approvals: { loosens: [${loosens}], tightens: [${tightens}] }
page: { path: /privacy, status: internal }
sections: [all]
`,
    },
    {
      path: 'p/clauses/all.yaml',
      text: `clauses:
  - id: about.updated
    text: "Last updated: {{ version.published }}"
    informational: true
    because: It is the date.
  - id: orders.deleted
    text: When you delete an order, it is gone within {{ erase.within }}.
    erase: { data: [orders], after: item.deleted, within: ${days} days }
`,
    },
    {
      path: 'p/vocabulary/categories.yaml',
      text: 'categories:\n  - { id: orders, name: orders }\n',
    },
    {
      path: 'p/vocabulary/events.yaml',
      text: 'events:\n  - { id: item.deleted, name: an order is deleted, about: item }\n',
    },
  ];
  const { policy, diagnostics } = compilePolicy(files);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  return policy;
}

/** The company's key. Made anew each run: no private key stands in the repository. */
export const signingKey: KeyObject = generateKeyPairSync('ed25519').privateKey;

export const keysFile: Required<PublishedFile> = {
  name: KEYS_FILE,
  bytes: new TextEncoder().encode(writeKeys(new Map(), createPublicKey(signingKey))),
};

export const legal: PublishRequest['approvals'] = [{ role: 'legal', name: 'Ada Lee' }];

/** The folder after one more version has been published with everything it takes, on its own day. */
export function publishedAfter(
  files: readonly Required<PublishedFile>[],
  policy: CompiledPolicy,
): readonly Required<PublishedFile>[] {
  const preparation = prepareVersion({
    policy,
    versions: verifyVersions(files).versions,
    approvals: legal,
    changeLog: 'Deleted orders stay longer.',
    today: policy.version.published,
  });
  if (preparation.kind !== 'ready') throw new Error(JSON.stringify(preparation));
  return [...files, ...sealVersion(preparation.draft, signingKey)];
}

/** A folder with these versions, oldest first. */
export function folderOf(policies: readonly CompiledPolicy[]): readonly Required<PublishedFile>[] {
  return policies.reduce(publishedAfter, [keysFile]);
}
