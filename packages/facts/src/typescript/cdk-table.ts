import type { Known, TlsFact } from '../facts.ts';

/** A setting by which a construct encrypts what it holds. */
export interface StorageRow {
  /** `service.Class`, the service as its module is called after `aws-`. */
  readonly constructs: readonly string[];
  readonly option: string;
  /** What the service does when nothing is said. */
  readonly otherwise: boolean;
  readonly isOn: (words: readonly string[]) => Known<boolean>;
}

/** A setting by which a construct says its oldest TLS. */
export interface TlsRow {
  readonly constructs: readonly string[];
  readonly option: string;
  readonly otherwise: TlsFact['minimum'];
}

// Defaults are those of https://docs.aws.amazon.com/cdk/api/v2/ for each class.
export const storageRows: readonly StorageRow[] = [
  {
    constructs: ['efs.CfnFileSystem', 'ec2.Volume', 'ec2.CfnVolume', 'redshift.CfnCluster'],
    option: 'encrypted',
    otherwise: false,
    isOn: truth,
  },
  { constructs: ['efs.FileSystem'], option: 'encrypted', otherwise: true, isOn: truth },
  {
    constructs: ['rds.CfnDBInstance', 'rds.CfnDBCluster'],
    option: 'storageEncrypted',
    otherwise: false,
    isOn: truth,
  },
  {
    constructs: ['opensearchservice.Domain', 'elasticsearch.Domain'],
    option: 'encryptionAtRest.enabled',
    otherwise: false,
    isOn: truth,
  },
  {
    constructs: ['opensearchservice.CfnDomain'],
    option: 'encryptionAtRestOptions.enabled',
    otherwise: false,
    isOn: truth,
  },
  {
    constructs: ['elasticsearch.CfnDomain'],
    option: 'encryptionAtRestOptions.enabled',
    otherwise: false,
    isOn: truth,
  },
  { constructs: ['sns.Topic'], option: 'masterKey', otherwise: false, isOn: given },
  { constructs: ['sns.CfnTopic'], option: 'kmsMasterKeyId', otherwise: false, isOn: given },
  { constructs: ['s3.Bucket', 'sqs.Queue'], option: 'encryption', otherwise: true, isOn: named },
];

export const tlsRows: readonly TlsRow[] = [
  { constructs: ['apigateway.CfnDomainName'], option: 'securityPolicy', otherwise: '1.0' },
  { constructs: ['apigateway.DomainName'], option: 'securityPolicy', otherwise: '1.2' },
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
];

function truth(words: readonly string[]): Known<boolean> {
  if (words.includes('false')) return false;
  return words.includes('true') ? true : 'unknown';
}

// A key that is named at all encrypts.
function given(): boolean {
  return true;
}

function named(words: readonly string[]): Known<boolean> {
  if (words.length === 0) return 'unknown';
  return !words.includes('UNENCRYPTED');
}
