import type { Known, TlsFact } from '../facts.ts';

/** A setting of a construct, and what the service does when nothing is said. */
interface Row<T> {
  /** `service.Class`, the service as its module is called after `aws-`. */
  readonly constructs: readonly string[];
  readonly option: string;
  readonly otherwise: T;
}

/** By which a construct encrypts what it holds. */
export interface StorageRow extends Row<Known<boolean>> {
  readonly isOn: (words: readonly string[]) => Known<boolean>;
  /** A key that encrypts whatever the option says. */
  readonly key?: string;
}

/** By which a construct says its oldest TLS. */
export type TlsRow = Row<TlsFact['minimum']>;

/** By which a construct lets connections be without encryption. */
export interface CleartextRow extends Row<boolean> {
  readonly protocol: string;
  readonly isPlain: (words: readonly string[]) => boolean;
}

// Defaults are those of https://docs.aws.amazon.com/cdk/api/v2/ for each class, and for `Cfn` classes
// those of https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/.
export const storageRows: readonly StorageRow[] = [
  on('encrypted', false, 'efs.CfnFileSystem ec2.Volume ec2.CfnVolume redshift.CfnCluster'),
  on('encrypted', true, 'efs.FileSystem redshift.Cluster'),
  {
    ...on(
      'storageEncrypted',
      false,
      'rds.DatabaseCluster rds.DatabaseClusterFromSnapshot rds.DatabaseInstance rds.DatabaseInstanceFromSnapshot rds.DatabaseInstanceReadReplica',
    ),
    key: 'storageEncryptionKey',
  },
  on('storageEncrypted', false, 'rds.CfnDBInstance rds.CfnDBCluster'),
  on('storageEncrypted', false, 'docdb.CfnDBCluster neptune.CfnDBCluster'),
  on('storageEncrypted', true, 'docdb.DatabaseCluster neptune.DatabaseCluster'),
  on('encryptionAtRest.enabled', false, 'opensearchservice.Domain elasticsearch.Domain'),
  on(
    'encryptionAtRestOptions.enabled',
    false,
    'opensearchservice.CfnDomain elasticsearch.CfnDomain',
  ),
  on('atRestEncryptionEnabled', false, 'elasticache.CfnReplicationGroup'),
  on('sseSpecification.sseEnabled', false, 'dax.CfnCluster'),
  on('rootVolumeEncryptionEnabled', false, 'workspaces.CfnWorkspace'),
  on('userVolumeEncryptionEnabled', false, 'workspaces.CfnWorkspace'),
  on('sqsManagedSseEnabled', true, 'sqs.CfnQueue'),
  { constructs: ['sns.Topic'], option: 'masterKey', otherwise: false, isOn: given },
  { constructs: ['sns.CfnTopic'], option: 'kmsMasterKeyId', otherwise: false, isOn: given },
  { constructs: ['kinesis.CfnStream'], option: 'streamEncryption', otherwise: false, isOn: given },
  // The service encrypts with a key of its own, and does not say how strong it is.
  {
    constructs: ['sagemaker.CfnNotebookInstance'],
    option: 'kmsKeyId',
    otherwise: 'unknown',
    isOn: given,
  },
  {
    constructs: ['s3.Bucket', 'sqs.Queue', 'kinesis.Stream'],
    option: 'encryption',
    otherwise: true,
    isOn: named,
  },
];

export const tlsRows: readonly TlsRow[] = [
  { constructs: ['apigateway.CfnDomainName'], option: 'securityPolicy', otherwise: 'unknown' },
  {
    constructs: ['apigateway.DomainName', 'apigatewayv2.DomainName'],
    option: 'securityPolicy',
    otherwise: 'unknown',
  },
  {
    constructs: ['opensearchservice.Domain', 'elasticsearch.Domain'],
    option: 'tlsSecurityPolicy',
    otherwise: '1.0',
  },
  {
    constructs: ['opensearchservice.CfnDomain', 'elasticsearch.CfnDomain'],
    option: 'domainEndpointOptions.tlsSecurityPolicy',
    otherwise: '1.0',
  },
  { constructs: ['cloudfront.Distribution'], option: 'minimumProtocolVersion', otherwise: '1.2' },
  {
    constructs: ['cloudfront.CfnDistribution'],
    option: 'distributionConfig.viewerCertificate.minimumProtocolVersion',
    otherwise: '1.0',
  },
];

export const cleartextRows: readonly CleartextRow[] = [
  {
    constructs: ['elasticache.CfnReplicationGroup'],
    option: 'transitEncryptionEnabled',
    otherwise: true,
    protocol: 'redis',
    isPlain: isFalse,
  },
  plainWhen(isFalse, 'redis', 'tlsEnabled', 'memorydb.CfnCluster'),
  plainWhen(
    isFalse,
    'tcp',
    'nodeToNodeEncryption',
    'opensearchservice.Domain elasticsearch.Domain',
  ),
  plainWhen(
    isFalse,
    'tcp',
    'nodeToNodeEncryptionOptions.enabled',
    'opensearchservice.CfnDomain elasticsearch.CfnDomain',
  ),
  plainWhen(isFalse, 'http', 'enforceHttps', 'opensearchservice.Domain elasticsearch.Domain'),
  plainWhen(isFalse, 'http', 'enforceSSL', 's3.Bucket sqs.Queue sns.Topic'),
  plainWhen(
    oneOf('PLAINTEXT', 'TLS_PLAINTEXT'),
    'kafka',
    'encryptionInTransit.clientBroker',
    'msk.Cluster',
  ),
  plainWhen(oneOf('none'), 'tcp', 'sslMode', 'dms.CfnEndpoint'),
  {
    constructs: ['cloudfront.Distribution'],
    option: 'defaultBehavior.viewerProtocolPolicy',
    otherwise: true,
    protocol: 'http',
    isPlain: oneOf('ALLOW_ALL', 'allow-all'),
  },
];

function on(option: string, otherwise: boolean, constructs: string): StorageRow {
  return { constructs: constructs.split(' '), option, otherwise, isOn: truth };
}

function plainWhen(
  isPlain: CleartextRow['isPlain'],
  protocol: string,
  option: string,
  constructs: string,
): CleartextRow {
  return { constructs: constructs.split(' '), option, otherwise: false, protocol, isPlain };
}

function truth(words: readonly string[]): Known<boolean> {
  if (words.includes('false')) return false;
  return words.includes('true') ? true : 'unknown';
}

function isFalse(words: readonly string[]): boolean {
  return words.includes('false');
}

function oneOf(...texts: readonly string[]): (words: readonly string[]) => boolean {
  return (words) => words.some((word) => texts.includes(word));
}

// A key that is named at all encrypts.
function given(): boolean {
  return true;
}

function named(words: readonly string[]): Known<boolean> {
  if (words.length === 0) return 'unknown';
  return !words.includes('UNENCRYPTED');
}
