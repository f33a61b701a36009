import { describe, expect, test } from 'vitest';

import { joinedFacts, joinedUnread } from '../testing/joined.ts';
import { factsOfFile, saidOfFile } from '../testing/said.ts';

const volume = (encrypted: string, more = ''): string =>
  `AWSTemplateFormatVersion: "2010-09-09"\nParameters:\n  On:\n    Type: String\n    Default: "true"\nResources:\n  Data:\n    Type: AWS::EC2::Volume\n${more}    Properties:\n      Encrypted: ${encrypted}\n`;
const stack = (url: string, on: string): string =>
  `Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ${url}\n      Parameters:\n        On: ${on}\n`;

describe('a template that another one nests', () => {
  test('is judged with the parameters that it is given, at its own place', () => {
    const files = { 'infra/main.yaml': stack('./stacks/disk.yaml', '"false"') };

    expect(joinedFacts({ ...files, 'infra/stacks/disk.yaml': volume('!Ref On') })).toMatchObject([
      { encrypted: false, at: { file: 'infra/stacks/disk.yaml', line: 10 } },
    ]);
  });

  test('is judged with its defaults where nothing nests it', () => {
    expect(joinedFacts({ 'disk.yaml': volume('!Ref On') })).toMatchObject([{ encrypted: true }]);
  });

  test.each(['https://bucket.s3.amazonaws.com/disk.yaml', './gone.yaml', '!ImportValue x'])(
    'at %s is said not to be judged',
    (url) => {
      expect(joinedUnread({ 'main.yaml': stack(url, '"false"') })).toEqual(['main.yaml:2']);
    },
  );

  test('that nests itself ends', () => {
    expect(joinedFacts({ 'main.yaml': stack('main.yaml', '"x"') })).toEqual([]);
  });
});

describe('a condition of a resource', () => {
  const conditions =
    'Conditions:\n  Never: !Equals [!Ref On, "no"]\n  Open: !Equals [!Ref Other, "x"]\n';

  test('that cannot hold with the defaults makes nothing, one that cannot be told is judged', () => {
    const read = (condition: string): number =>
      factsOfFile('a.yaml', conditions + volume('false', `    Condition: ${condition}\n`)).length;

    expect([read('Never'), read('Open')]).toEqual([0, 1]);
  });
});

describe('SAM', () => {
  const sam = (globals: string, resource: string): string =>
    `Transform: AWS::Serverless-2016-10-31\nGlobals:\n${globals}Resources:\n  A:\n${resource}`;

  test('what the globals say of all functions is said of each, at its place; its own word wins', () => {
    const globals =
      '  Function:\n    Environment:\n      Variables:\n        API_URL: http://api.example.com\n';
    const own = (variables: string): string =>
      `    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a\n${variables}`;

    expect(saidOfFile('sam.yaml', sam(globals, own('')))).toContain(
      'cleartext 6 http://api.example.com',
    );
    expect(
      saidOfFile(
        'sam.yaml',
        sam(
          globals,
          own(
            '      Environment:\n        Variables:\n          API_URL: https://api.example.com\n',
          ),
        ),
      ),
    ).not.toContain('cleartext 6 http://api.example.com');
  });

  test('an API of a domain says the versions that it takes', () => {
    const api = '    Type: AWS::Serverless::Api\n    Properties:\n      StageName: a\n';

    expect(
      saidOfFile('sam.yaml', sam('  Api:\n    Domain:\n      SecurityPolicy: TLS_1_0\n', api)),
    ).toEqual(['tls 5 Domain.SecurityPolicy = TLS_1_0']);
  });
});

test('a template is known by what stands in it, whatever its ending', () => {
  expect(factsOfFile('network.cform', volume('false'))).toHaveLength(1);
});
