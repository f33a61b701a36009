import { codes } from '@troth/diagnostics';
import { parseYaml, type SourceFile } from '@troth/language';
import { expect, test } from 'vitest';
import { compilePolicy } from './compile.ts';
import { withClauses } from './testing/minimal-policy.ts';

const clause = (rest: string): readonly SourceFile[] =>
  withClauses(`  - { id: a, text: x, ${rest} }`);

function withFile(path: string, text: string): readonly SourceFile[] {
  const others = withClauses('  - { id: a, text: x, never: { sell: all } }').filter(
    (file) => file.path !== `p/${path}`,
  );
  return [...others, { path: `p/${path}`, text }];
}

// What the other tests of the language and the compiler do not provoke, each at its line and column.
const provoked: readonly (readonly [keyof typeof codes, string, readonly SourceFile[]])[] = [
  [
    'yaml/duplicate-key',
    'p/vocabulary/purposes.yaml:2:1',
    withFile('vocabulary/purposes.yaml', 'purposes: []\npurposes: []\n'),
  ],
  [
    'language/bad-id',
    'p/clauses/all.yaml:2:11',
    withClauses('  - { id: Not an id, text: x, never: { sell: all } }'),
  ],
  ['language/bad-date', 'p/clauses/all.yaml:2:29', clause('todo: 2026-13-01')],
  [
    'language/bad-tls-version',
    'p/clauses/all.yaml:2:62',
    clause('encrypt: { scope: in transit, minimum: TLS 1.4 }'),
  ],
  [
    'language/bad-cipher',
    'p/clauses/all.yaml:2:58',
    clause('encrypt: { scope: at rest, cipher: ROT-13 }'),
  ],
  [
    'policy/unknown-obligation',
    'p/clauses/all.yaml:2:47',
    clause('retain: { obligations: [tithe] }'),
  ],
  [
    'policy/category-cycle',
    'p/vocabulary/categories.yaml:2:11',
    withFile(
      'vocabulary/categories.yaml',
      'categories:\n  - { id: a, name: a, parent: b }\n  - { id: b, name: b, parent: a }\n',
    ),
  ],
  [
    'policy/unnamed-recipient',
    'p/clauses/all.yaml:2:11',
    [
      ...clause('share: { with: [{ recipient: host, data: all, for: [serve] }] }').filter(
        (file) => !file.path.endsWith('recipients.yaml'),
      ),
      {
        path: 'p/vocabulary/recipients.yaml',
        text: 'recipients: [{ id: host, name: the host, role: processor }]',
      },
    ],
  ],
  [
    'binding/malformed',
    'p/clauses/all.yaml:2:20',
    withClauses('  - { id: a, text: "x {{ erase within }}", never: { sell: all } }'),
  ],
];

test.each(provoked)('%s is reported at %s', (code, place, files) => {
  const found = compilePolicy(files).diagnostics.filter((each) => each.code === code);

  expect(found.map(({ at }) => `${at.file}:${at.line}:${at.column}`)).toContain(place);
});

test('yaml/too-deep is reported where the nesting goes too far', () => {
  const { diagnostics } = parseYaml({ path: 'p.yaml', text: '['.repeat(40) });

  expect(diagnostics.map(({ code, at }) => [code, at.line])).toEqual([['yaml/too-deep', 1]]);
});

test('language/too-many counts what nobody would read', () => {
  const text = Array.from({ length: 600 }, (_, key) => `k${key}: 1`).join('\n');
  const { diagnostics } = compilePolicy(withFile('vocabulary/purposes.yaml', text));

  expect(
    diagnostics.filter(({ code }) => code === 'language/too-many').map(({ message }) => message),
  ).toEqual(['101 more things are wrong in this file']);
});
