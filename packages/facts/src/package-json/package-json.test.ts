import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';
import type { Extraction } from '../extraction.ts';

function read(text: string): Extraction {
  return extractFacts({ path: 'apps/web/package.json', text }, { parsers: {} });
}

test('each package a program runs with is named where it stands; tools are not', () => {
  const { facts } = read(
    '{\n  "dependencies": { "posthog-js": "1.0.0" },\n  "devDependencies": { "vitest": "5.0.0" }\n}\n',
  );

  expect(facts).toEqual([
    {
      kind: 'package',
      at: { file: 'apps/web/package.json', line: 2, column: 21, endLine: 2, endColumn: 33 },
      subject: 'posthog-js',
      name: 'posthog-js',
      how: 'dependency',
    },
  ]);
});

test('a script that switches certificate checks off or takes old TLS is seen', () => {
  const { facts } = read(
    '{"scripts":{"dev":"NODE_TLS_REJECT_UNAUTHORIZED=0 node .","old":"node --tls-min-v1.0 .","ok":"node ."}}',
  );

  expect(facts).toMatchObject([
    {
      kind: 'certificate-check',
      enabled: false,
      subject: 'script dev env NODE_TLS_REJECT_UNAUTHORIZED',
    },
    { kind: 'tls', minimum: '1.0', subject: 'script old node --tls-min-v1.0' },
  ]);
});

test('a package.json that is no JSON is a problem', () => {
  expect(read('{ "dependencies": { "a": "1", } }').problems).toHaveLength(1);
});
