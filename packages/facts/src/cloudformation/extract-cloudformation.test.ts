import { describe, expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';
import type { Fact } from '../facts.ts';

function factsOf(text: string, path = 'stack.yaml'): readonly Fact[] {
  return extractFacts({ path, text }, { parsers: {} }).facts;
}

const volume = (encrypted: string, more = ''): string =>
  `AWSTemplateFormatVersion: "2010-09-09"\n${more}Resources:\n  Data:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: ${encrypted}\n`;

describe('a template', () => {
  test('says what the same resource says in Terraform, in its own words and place', () => {
    expect(factsOf(volume('false'))).toMatchObject([
      {
        kind: 'storage',
        resource: 'AWS::EC2::Volume',
        encrypted: false,
        at: { line: 6, column: 7 },
      },
    ]);
  });

  test('in JSON is read as one in YAML', () => {
    const text = `{\n  "Resources": {\n    "Data": {\n      "Type": "AWS::EC2::Volume",\n      "Properties": { "Encrypted": false }\n    }\n  }\n}`;

    expect(factsOf(text, 'stack.json')).toMatchObject([{ encrypted: false, at: { line: 5 } }]);
  });

  test('a setting that is missing is reported from the name of the resource to its properties', () => {
    const text = `Resources:\n  Data:\n    Type: AWS::EC2::Volume\n    Properties:\n      Size: 1\n`;

    expect(factsOf(text)[0]?.at).toMatchObject({ line: 2, column: 3, endLine: 4 });
  });

  test.each([
    '- a: AWS::EC2::Volume\n',
    'kind: Deployment\nspec: {}\n',
    'Type: AWS::Nothing\n',
    '[',
  ])('is not seen in %j', (text) => {
    expect(factsOf(text)).toEqual([]);
  });

  test('that is no YAML is a problem', () => {
    const text = 'AWSTemplateFormatVersion: "2010-09-09"\nResources: [\n';

    expect(extractFacts({ path: 'stack.yaml', text }, { parsers: {} }).problems).toHaveLength(1);
  });
});

describe('functions', () => {
  const parameters = `Parameters:\n  On:\n    Type: String\n    Default: "true"\n  Open:\n    Type: String\n  Stored:\n    Type: AWS::SSM::Parameter::Value<String>\n    Default: /encrypted\nMappings:\n  By:\n    prod:\n      on: true\nConditions:\n  IsOn: !Equals [!Ref On, "true"]\n  IsOpen: !Equals [!Ref Open, "true"]\n`;

  test.each([
    ['!Ref On', true],
    ['!Ref Open', 'unknown'],
    ['!Ref Stored', 'unknown'],
    ['!Ref AWS::NoValue', false],
    ['!If [IsOn, false, true]', false],
    ['{ "Fn::If": [IsOn, true, false] }', true],
    ['!If [IsOpen, true, false]', 'unknown'],
    ['!FindInMap [By, prod, on]', true],
    ['!Sub "${On}"', true],
    ['!Select [1, ["true", "false"]]', false],
    ['!Select [7, ["true", "false"]]', 'unknown'],
    ['!ImportValue other', 'unknown'],
  ])('%s is %s', (written, encrypted) => {
    expect(factsOf(volume(written, parameters))).toMatchObject([{ encrypted }]);
  });
});

describe('resources that speak of each other', () => {
  const bucket =
    'Resources:\n  Files:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: files\n';
  const policy = (condition: string): string =>
    `  Policy:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Files\n      PolicyDocument:\n        Statement:\n          - Effect: Deny\n            Principal: "*"\n            Action: "s3:*"\n            Resource: !Sub "\${Files.Arn}/*"\n            Condition:\n              Bool:\n                aws:SecureTransport: ${condition}\n`;
  const cleartext = (text: string): number =>
    factsOf(text).filter(({ kind }) => kind === 'cleartext').length;

  test('a bucket refuses clear text when its policy does', () => {
    expect([bucket, bucket + policy('"true"'), bucket + policy('false')].map(cleartext)).toEqual([
      1, 1, 0,
    ]);
  });

  test('what expires and then waits as an old version is kept for both windows', () => {
    const facts = factsOf(
      `${bucket}      VersioningConfiguration:\n        Status: Enabled\n      LifecycleConfiguration:\n        Rules:\n          - Status: Enabled\n            ExpirationInDays: 20\n            NoncurrentVersionExpiration:\n              NoncurrentDays: 21\n`,
    );

    expect(facts.filter(({ kind }) => kind === 'retention')).toMatchObject([
      { what: 'objects', days: 20, store: 'files' },
      { what: 'versions', days: 21, after: 20 },
    ]);
  });

  test('a queue and a stream keep messages for the window that they say, in days', () => {
    const facts = factsOf(
      'Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      MessageRetentionPeriod: 1209600\n  S:\n    Type: AWS::Kinesis::Stream\n    Properties:\n      RetentionPeriodHours: 48\n',
    );

    expect(facts.filter(({ kind }) => kind === 'retention')).toMatchObject([
      { what: 'messages', days: 14 },
      { what: 'messages', days: 2 },
    ]);
  });

  test('a user pool lets people in with one factor unless it demands two', () => {
    const pool = (mfa: string): readonly Fact[] =>
      factsOf(
        `Resources:\n  P:\n    Type: AWS::Cognito::UserPool\n    Properties:\n      MfaConfiguration: ${mfa}\n`,
      );

    expect(pool('OPTIONAL')).toMatchObject([{ kind: 'access', mfa: false }]);
    expect(pool('"ON"')).toMatchObject([{ kind: 'access', mfa: true }]);
  });
});
