import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';

function toldBy(text: string): readonly string[] {
  const { facts } = extractFacts({ path: 'lib/stack.ts', text }, { parsers: {} });
  return facts.flatMap((fact) => {
    if (fact.kind === 'storage') return [`${fact.resource} encrypted ${fact.encrypted}`];
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
    `import * as cf from 'aws-cdk-lib/aws-cloudfront'; new cf.Distribution(this, 'W', { minimumProtocolVersion: cf.SecurityPolicyProtocol.TLS_V1_2_2021 });`,
    'tls 1.2',
  ],
])('a store or listener of the CDK is read with the default of its service: %s', (text, wanted) => {
  expect(toldBy(text)).toEqual([wanted]);
});

test('a class of the same name that is not the CDK’s says nothing', () => {
  expect(toldBy(`import { CfnFileSystem } from './files'; new CfnFileSystem(this, 'F');`)).toEqual(
    [],
  );
});
