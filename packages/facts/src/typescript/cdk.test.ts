import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';

function toldBy(text: string): readonly string[] {
  const { facts } = extractFacts({ path: 'lib/stack.ts', text }, { parsers: {} });
  return facts.flatMap((fact) => {
    if (fact.kind === 'storage') return [`${fact.resource} encrypted ${fact.encrypted}`];
    if (fact.kind === 'cleartext') return [`${fact.protocol} at column ${fact.at.column}`];
    return fact.kind === 'tls' ? [`tls ${fact.minimum}`] : [];
  });
}

test.each([
  [
    `import * as efs from 'aws-cdk-lib/aws-efs'; new efs.CfnFileSystem(this, 'F');`,
    'efs.CfnFileSystem encrypted false',
  ],
  [
    `import { aws_efs as efs } from 'aws-cdk-lib'; new efs.CfnFileSystem(this, 'F', { encrypted: true });`,
    'efs.CfnFileSystem encrypted true',
  ],
  [
    `import { FileSystem } from 'aws-cdk-lib/aws-efs'; new FileSystem(this, 'F', { vpc, encrypted: false });`,
    'efs.FileSystem encrypted false',
  ],
  [
    `import * as rds from '@aws-cdk/aws-rds'; const on = { storageEncrypted: true }; new rds.CfnDBInstance(this, 'D', { ...on });`,
    'rds.CfnDBInstance encrypted true',
  ],
  [
    `import * as rds from 'aws-cdk-lib/aws-rds'; new rds.CfnDBInstance(this, 'D', { ...props });`,
    'rds.CfnDBInstance encrypted unknown',
  ],
  [
    `import * as s3 from 'aws-cdk-lib/aws-s3'; new s3.Bucket(this, 'B');`,
    's3.Bucket encrypted true',
  ],
  [
    `import * as s3 from 'aws-cdk-lib/aws-s3'; new s3.Bucket(this, 'B', { encryption: s3.BucketEncryption.UNENCRYPTED });`,
    's3.Bucket encrypted false',
  ],
  [
    `import * as agw from 'aws-cdk-lib/aws-apigateway'; new agw.DomainName(this, 'N', { securityPolicy: agw.SecurityPolicy.TLS_1_0 });`,
    'tls 1.0',
  ],
  [
    `import * as cf from 'aws-cdk-lib/aws-cloudfront'; new cf.Distribution(this, 'W', { minimumProtocolVersion: cf.SecurityPolicyProtocol.TLS_V1_2_2021, defaultBehavior: { origin, viewerProtocolPolicy: cf.ViewerProtocolPolicy.HTTPS_ONLY } });`,
    'tls 1.2',
  ],
])('a store or listener of the CDK is read with the default of its service: %s', (text, wanted) => {
  expect(toldBy(text)).toEqual([wanted]);
});

const rds = `import * as rds from 'aws-cdk-lib/aws-rds'; import { Key } from 'aws-cdk-lib/aws-kms';`;

test.each([
  [`new rds.DatabaseInstance(this, 'D', { engine })`, 'false'],
  [`new rds.DatabaseInstance(this, 'D', { storageEncrypted: true })`, 'true'],
  [
    `const key = new Key(this, 'K'); new rds.DatabaseInstance(this, 'D', { storageEncryptionKey: key })`,
    'true',
  ],
  [
    `const key = new Key(this, 'K'); new rds.DatabaseInstance(this, 'D', { storageEncryptionKey: key, storageEncrypted: false })`,
    'true',
  ],
  [
    `new rds.DatabaseInstance(this, 'D', { storageEncryptionKey: props.key, storageEncrypted: false })`,
    'unknown',
  ],
  [`new rds.DatabaseInstance(this, 'D', { storageEncrypted: null })`, 'unknown'],
  [`new rds.CfnDBCluster(this, 'D', { storageEncrypted: null })`, 'false'],
])('a database of the CDK is encrypted by its option or its key: %s', (code, wanted) => {
  expect(toldBy(`${rds} ${code}`)).toEqual([expect.stringMatching(new RegExp(`${wanted}$`))]);
});

test('what is missing shows where it is missing', () => {
  const { facts } = extractFacts(
    {
      path: 'lib/stack.ts',
      text: `import { Domain } from 'aws-cdk-lib/aws-opensearchservice';
new Domain(this, 'A');
new Domain(this, 'B', {
  encryptionAtRest: {},
});
new Domain(this, 'C', {
  encryptionAtRest: {
    enabled: undefined,
  },
});`,
    },
    { parsers: {} },
  );

  expect(
    facts.flatMap((fact) => (fact.kind === 'storage' ? [[fact.at.line, fact.at.column]] : [])),
  ).toEqual([
    [2, 5],
    [4, 21],
    [8, 14],
  ]);
});

const lb = `import { ApplicationLoadBalancer, ApplicationProtocol, ListenerAction, NetworkLoadBalancer, SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
const alb = new ApplicationLoadBalancer(this, 'A', { vpc });
const nlb = new NetworkLoadBalancer(this, 'N', { vpc });
`;

test.each([
  [`alb.addListener('L', { protocol: ApplicationProtocol.HTTP })`, ['http at column 34']],
  [`alb.addListener('L', { port: 80, open: true })`, ['http at column 30']],
  [`nlb.addListener('L', { port: 5432 })`, ['tcp at column 1']],
  [`nlb.addListener('L', { port: 5432, certificates: [] })`, ['tcp at column 50']],
  [`nlb.addListener('L', { port: 443, certificates: [own] })`, ['tls 1.0']],
  [
    `alb.addListener('L', { port: 80, defaultAction: ListenerAction.redirect({ protocol: 'HTTPS' }) })`,
    [],
  ],
  [
    `alb.addListener('L', { protocol: ApplicationProtocol.HTTPS, sslPolicy: SslPolicy.TLS13_13 })`,
    ['tls 1.3'],
  ],
  [
    `alb.addListener('L', { protocol: ApplicationProtocol.HTTPS, sslPolicy: SslPolicy.RECOMMENDED_TLS })`,
    ['tls 1.2'],
  ],
  [`alb.addListener('L', settings)`, []],
  [`alb.addListener('L', { port: 443 })`, []],
])('a listener of a load balancer is clear or says its TLS: %s', (code, wanted) => {
  expect(toldBy(`${lb}${code}`)).toEqual(wanted);
});

test.each([
  [
    `import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache'; new CfnReplicationGroup(this, 'R', { atRestEncryptionEnabled: true })`,
    ['elasticache.CfnReplicationGroup encrypted true', 'redis at column 72'],
  ],
  [
    `import { LoadBalancer, LoadBalancingProtocol as P } from '@aws-cdk/aws-elasticloadbalancing'; new LoadBalancer(this, 'L', { listeners: [{ externalPort: 80, externalProtocol: P.HTTP }, { externalProtocol: P.SSL }] })`,
    ['http at column 175', 'tls 1.0'],
  ],
  [
    `import * as cf from 'aws-cdk-lib/aws-cloudfront'; new cf.Distribution(this, 'W', { defaultBehavior: { origin } });`,
    ['tls 1.2', 'http at column 101'],
  ],
])('old and new services of the CDK are read alike: %s', (code, wanted) => {
  expect(toldBy(code)).toEqual(wanted);
});

test('a class of the same name that is not the CDK’s says nothing', () => {
  expect(toldBy(`import { CfnFileSystem } from './files'; new CfnFileSystem(this, 'F');`)).toEqual(
    [],
  );
});

test('what is put where everybody reaches it is exposed: by an option or by a method', () => {
  const exposed = (code: string): readonly string[] => {
    const text = `import * as s3 from 'aws-cdk-lib/aws-s3'; import * as rds from 'aws-cdk-lib/aws-rds'; ${code}`;
    const { facts } = extractFacts({ path: 'lib/stack.ts', text }, { parsers: {} });
    return facts.flatMap((fact) => (fact.kind === 'exposure' ? [fact.written] : []));
  };

  expect(
    exposed(
      `new s3.Bucket(this, 'B', { publicReadAccess: true, accessControl: s3.BucketAccessControl.PUBLIC_READ })`,
    ),
  ).toHaveLength(2);
  expect(exposed(`const b = new s3.Bucket(this, 'B'); b.grantPublicAccess()`)).toEqual([
    'b.grantPublicAccess',
  ]);
  expect(exposed(`new rds.CfnDBInstance(this, 'D', { publiclyAccessible: true })`)).toEqual([
    'true',
  ]);
  expect(
    exposed(
      `new s3.Bucket(this, 'B', { publicReadAccess: false }); new rds.CfnDBInstance(this, 'D', props)`,
    ),
  ).toEqual([]);
});
