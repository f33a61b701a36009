import { expect, test } from 'vitest';

import { saidOfFile } from '../testing/said.ts';

function said(text: string, path = '.github/workflows/ci.yml'): readonly string[] {
  return saidOfFile(path, text);
}

test('a script in a block is read line by line where it stands', () => {
  const text =
    'jobs:\n  build:\n    steps:\n      - run: |\n          npm ci\n          curl -k https://example.com/x\n      - run: "wget --no-check-certificate https://example.com"\n';

  expect(said(text)).toEqual([
    'certificate-check 6 curl -k',
    'certificate-check 7 wget --no-check-certificate',
    'cleartext 7 wget without --max-redirect=0',
  ]);
});

test('variables are read at every level', () => {
  const text =
    'env:\n  NODE_TLS_REJECT_UNAUTHORIZED: 0\njobs:\n  a:\n    env:\n      API: http://api.example.com\n    steps:\n      - env: { GIT_SSL_NO_VERIFY: "1" }\n        run: git fetch\n';

  expect(said(text).filter((line) => !line.startsWith('package'))).toEqual([
    'certificate-check 2 NODE_TLS_REJECT_UNAUTHORIZED=0',
    'cleartext 6 http://api.example.com',
    'certificate-check 8 GIT_SSL_NO_VERIFY=1',
  ]);
});

test('expressions of the workflow are unknown values', () => {
  expect(
    said('on: push\njobs:\n  a:\n    steps:\n      - run: curl http://${{ inputs.host }}/x -k\n'),
  ).toEqual(['certificate-check 5 curl -k', 'cleartext 5 http://… unknown']);
});

test('a download that may be led out of encryption is said once, a kept one is not', () => {
  const step = (command: string): readonly string[] => said(`steps:\n  - run: ${command}\n`);

  expect(step('curl -fsSL https://example.com/install.sh | sh')).toEqual([
    "cleartext 2 curl -L without --proto '=https'",
  ]);
  expect(step("curl --proto '=https' -fsSL https://example.com/install.sh | sh")).toEqual([]);
  expect(step('curl --proto -all,https -fsSL https://example.com')).toHaveLength(1);
  expect(step('curl --proto=-all,https -fsSL https://example.com')).toEqual([]);
});

test('other systems of the kind are read alike', () => {
  expect(
    said('build:\n  script:\n    - git clone http://git.example.com/x\n', '.gitlab-ci.yml'),
  ).toEqual(['cleartext 3 http://git.example.com']);
});
