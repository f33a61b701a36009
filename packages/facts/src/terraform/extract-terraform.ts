import type { Parser } from 'web-tree-sitter';

import type { Extraction, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { folderOf } from './folder.ts';
import type { Folder, Resource } from './folder.ts';
import { readTerraformFile } from './read-file.ts';
import type { ResourceReader } from './reader.ts';
import { bucketPolicyReader } from './readers/bucket-policy.ts';
import { bucketRetentionReader } from './readers/bucket-retention.ts';
import { firewallReader } from './readers/firewall.ts';
import { identityPolicyReader } from './readers/identity-policy.ts';
import { listenerReader } from './readers/listener.ts';
import { parameterGroupReader } from './readers/parameter-group.ts';
import { publicPolicyReader } from './readers/public-policy.ts';
import { retentionReader } from './readers/retention.ts';
import { securityGroupReader } from './readers/security-group.ts';
import { answersOf } from './row.ts';
import type { Block } from './syntax.ts';
import { cleartextTable } from './tables/cleartext.ts';
import { exposureTable } from './tables/exposure.ts';
import { storageTable } from './tables/storage.ts';
import { tlsTable } from './tables/tls.ts';

const readers: readonly ResourceReader[] = [
  listenerReader,
  parameterGroupReader,
  retentionReader,
  bucketPolicyReader,
  publicPolicyReader,
  firewallReader,
  bucketRetentionReader,
  securityGroupReader,
  identityPolicyReader,
];

/**
 * What the Terraform files of one folder say. Terraform joins them, so a bucket in one file and its
 * lifecycle in another are read together; modules elsewhere are not followed.
 */
export function extractTerraform(files: readonly SourceText[], parser: Parser): Extraction {
  const parsed = files.map((file) => readTerraformFile(file, parser));
  const folder = folderOf(parsed);
  return {
    facts: [
      ...folder.providers.map(providerFact),
      ...folder.resources.flatMap((resource) => factsOf(resource, folder)),
    ],
    problems: parsed.flatMap(({ errorAt }) =>
      errorAt === undefined
        ? []
        : [{ at: errorAt, message: 'this is not Terraform: the file cannot be read' }],
    ),
  };
}

function factsOf(resource: Resource, folder: Folder): readonly Fact[] {
  return [
    ...tableFacts(resource, folder),
    ...readers
      .filter(({ types }) => types.includes(resource.type))
      .flatMap((reader) => reader.read(resource, folder)),
  ];
}

function tableFacts(resource: Resource, folder: Folder): readonly Fact[] {
  return [
    ...answersOf(tlsTable, resource, folder).map(({ says, ...answer }): Fact => ({
      kind: 'tls',
      end: 'server',
      minimum: says,
      ...answer,
    })),
    ...answersOf(cleartextTable, resource, folder)
      .filter(({ says }) => says === true)
      .map(({ at, subject, written }): Fact => ({
        kind: 'cleartext',
        at,
        subject,
        protocol: 'infrastructure',
        written,
      })),
    ...answersOf(storageTable, resource, folder).map(({ says, at, subject }): Fact => ({
      kind: 'storage',
      at,
      subject,
      resource: resource.type,
      encrypted: says,
    })),
    ...answersOf(exposureTable, resource, folder)
      .filter(({ says }) => says !== false)
      .map(({ says, ...answer }): Fact => ({
        kind: 'exposure',
        resource: resource.type,
        public: says,
        ...answer,
      })),
  ];
}

/** A provider is how infrastructure reaches a vendor: `registry.terraform.io/hashicorp/aws` in short. */
function providerFact(block: Block): Fact {
  const name = `terraform:${block.labels[0] ?? ''}`;
  return {
    kind: 'package',
    at: block.header,
    subject: `provider ${name}`,
    name,
    how: 'dependency',
  };
}
