import type { Node } from 'oxc-parser';

import type { ExposureFact } from '../facts.ts';
import { optionOf, wordsFor } from './cdk-options.ts';
import type { Construct } from './cdk-options.ts';
import { shownNode, wordsOf } from './cdk-settings.ts';
import { bare } from './syntax.ts';

/** An option that lets the whole internet reach what a construct makes, when it says one of these. */
interface Row {
  readonly constructs: readonly string[];
  readonly option: string;
  readonly open: readonly string[];
}

const rows: readonly Row[] = [
  {
    constructs: ['s3.Bucket', 's3-deployment.BucketDeployment', 's3_deployment.BucketDeployment'],
    option: 'accessControl',
    open: ['PUBLIC_READ', 'PUBLIC_READ_WRITE', 'AUTHENTICATED_READ'],
  },
  { constructs: ['s3.Bucket'], option: 'publicReadAccess', open: ['true'] },
  {
    constructs: ['s3.CfnBucket'],
    option: 'accessControl',
    open: ['PublicRead', 'PublicReadWrite', 'AuthenticatedRead'],
  },
  {
    constructs: (
      'rds.CfnDBInstance rds.DatabaseInstance rds.DatabaseInstanceFromSnapshot ' +
      'rds.DatabaseInstanceReadReplica redshift.CfnCluster redshift.Cluster ' +
      'dms.CfnReplicationInstance amazonmq.CfnBroker docdb.CfnDBInstance neptune.CfnDBInstance'
    ).split(' '),
    option: 'publiclyAccessible',
    open: ['true'],
  },
  { constructs: ['ec2.Instance'], option: 'associatePublicIpAddress', open: ['true'] },
];

/** What the AWS CDK puts where everybody reaches it: by an option, or by a method that says so. */
export function exposureFacts(found: Construct): readonly ExposureFact[] {
  const { site, construct } = found;
  if (site.node.type === 'CallExpression') return grantFacts(found);
  return rows
    .filter(({ constructs }) => constructs.includes(construct))
    .flatMap(({ option, open }) => {
      const setting = optionOf(found, option);
      if (setting.kind !== 'set') return [];
      const isOpen = wordsOf(setting.value, setting.scope).some((word) => open.includes(word));
      return isOpen ? [factAt(found, shownNode(setting, site.node), option)] : [];
    });
}

function grantFacts(found: Construct): readonly ExposureFact[] {
  const { site, construct } = found;
  if (construct !== 's3.Bucket.grantPublicAccess' || !('callee' in site.node)) return [];
  return [factAt(found, bare(site.node.callee), 'grantPublicAccess')];
}

function factAt({ site, file, construct }: Construct, node: Node, what: string): ExposureFact {
  return {
    kind: 'exposure',
    at: file.at(node),
    subject: `${wordsFor(site, construct)} ${what}`,
    resource: construct,
    public: true,
    written: file.written(node),
  };
}
