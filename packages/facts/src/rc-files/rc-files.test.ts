import { expect, test } from 'vitest';

import { saidOfFile } from '../testing/said.ts';

test.each([
  ['.npmrc', 'strict-ssl=false', 'strict-ssl=false'],
  ['app/.yarnrc', 'strict-ssl false', 'strict-ssl false'],
  ['.curlrc', '# quiet\n--insecure', '--insecure'],
  ['etc/wgetrc', 'check_certificate = off', 'check_certificate = off'],
  ['pip.conf', '[global]\ntrusted-host = pypi.example.com', 'trusted-host = pypi.example.com'],
  ['.gitconfig', '[http]\n  sslVerify = false', 'sslVerify = false'],
  ['.condarc', 'ssl_verify: false', 'ssl_verify: false'],
])('%s may switch the check of certificates off', (path, text, written) => {
  const line = text.split('\n').length;

  expect(saidOfFile(path, `${text}\n`)).toEqual([`certificate-check ${line} ${written}`]);
});

test('a registry in the clear is said by its host, without the password', () => {
  expect(saidOfFile('.npmrc', 'registry=http://u:s3cret@npm.example.com/\n')).toEqual([
    'cleartext 1 http://npm.example.com',
  ]);
});

test('comments, other values and other files say nothing', () => {
  expect(
    saidOfFile('.npmrc', '; strict-ssl=false\nstrict-ssl=true\nregistry=https://npm.example.com\n'),
  ).toEqual([]);
  expect(saidOfFile('notes.txt', 'strict-ssl=false\n')).toEqual([]);
});
