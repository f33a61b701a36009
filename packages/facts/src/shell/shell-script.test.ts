import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';
import { saidOfFile } from '../testing/said.ts';

function said(script: string): readonly string[] {
  return saidOfFile('deploy.sh', `#!/usr/bin/env bash\n${script}\n`);
}

test('a script is one by its ending, or by its first line where a folder keeps programs', () => {
  const text = '#!/bin/sh\ncurl -k https://api.example.com\n';
  const found = ['certificate-check 2 curl -k'];

  expect(saidOfFile('a/run.bash', text)).toEqual(found);
  expect(saidOfFile('bin/run', text)).toEqual(found);
  expect(saidOfFile('docker-entrypoint', text)).toEqual(found);
  expect(saidOfFile('bin/run', text.replace('/bin/sh', '/usr/bin/env python3'))).toEqual([]);
});

test('what it calls in the clear outside is said, what it prints, fetches or asks of itself is not', () => {
  expect(said('api=http://api.example.com\ncurl -d @orders.json "$api/orders"')).toEqual([
    'cleartext 2 http://api.example.com',
    'cleartext 3 http://api.example.com',
  ]);
  expect(said('echo "see http://docs.example.com"\ncurl http://localhost:3000/health')).toEqual([]);
  expect(said('case "$1" in http://*) echo plain ;; esac')).toEqual([]);
  expect(said('cat <<EOF\ncurl -k http://docs.example.com\nEOF\n# curl -k https://a.b')).toEqual(
    [],
  );
});

test('a download that may be led into the clear brings software and takes nobody’s data', () => {
  const { facts } = extractFacts(
    { path: 'a.sh', text: 'curl -fsSL -o a.tgz https://example.com/a.tgz\n' },
    { parsers: {} },
  );

  expect(facts).toMatchObject([{ kind: 'cleartext', carries: 'software' }]);
});

test('clients of stores say where they go without encryption', () => {
  expect(said('redis-cli -h cache.example.com ping')).toEqual([
    'cleartext 2 redis-cli -h cache.example.com',
  ]);
  expect(said('redis-cli --tls -h cache.example.com\nredis-cli -h localhost')).toEqual([]);
  expect(said('redis-cli -h redis')).toEqual(['cleartext 2 redis-cli -h redis internal']);
  expect(said('psql "host=db.example.com sslmode=disable" -c "select 1"')).toHaveLength(1);
  expect(said('openssl s_server -tls1_1 -accept 443')).toEqual(['tls 2 openssl s_server -tls1_1']);
});

test.each([
  ['aws s3 cp a s3://b --acl public-read', 'exposure 2 --acl public-read true'],
  ['aws --profile p s3api put-bucket-acl --acl=public-read', 'exposure 2 --acl public-read true'],
  [
    'aws rds modify-db-instance --db-instance-identifier a --publicly-accessible',
    'exposure 2 --publicly-accessible true',
  ],
  ['aws rds create-db-instance --engine postgres', 'storage 2 aws rds create-db-instance false'],
  [
    'aws ec2 authorize-security-group-ingress --protocol tcp --port 5432 --cidr 0.0.0.0/0',
    'exposure 2 --port 5432 true',
  ],
  [
    'gcloud sql instances patch a --authorized-networks=10.0.0.0/8,0.0.0.0/0',
    'exposure 2 --authorized-networks 10.0.0.0/8,0.0.0.0/0 true',
  ],
  [
    'gsutil -m iam ch allUsers:objectViewer gs://b',
    'exposure 2 gsutil iam ch allUsers:objectViewer gs://b true',
  ],
  [
    'az storage account update -n a --allow-blob-public-access true',
    'exposure 2 --allow-blob-public-access true true',
  ],
  ['az storage account create --min-tls-version TLS1_0', 'tls 2 --min-tls-version TLS1_0'],
  ['az webapp update --https-only false', 'cleartext 2 --https-only false'],
])('%s', (line, fact) => {
  expect(said(line)).toEqual([fact]);
});

test.each([
  'aws s3 cp a s3://b --acl private',
  'aws rds create-db-instance --storage-encrypted',
  'aws rds create-db-instance --db-cluster-identifier a',
  'aws ec2 authorize-security-group-ingress --protocol tcp --port 443 --cidr 0.0.0.0/0',
  'aws ec2 authorize-security-group-ingress --protocol tcp --port 5432 --cidr 10.0.0.0/8',
  'gcloud run deploy web --allow-unauthenticated',
  'az storage account update --allow-blob-public-access false',
])('nothing is wrong with %s', (line) => {
  expect(said(line)).toEqual([]);
});
