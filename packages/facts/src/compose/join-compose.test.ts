import { expect, test } from 'vitest';

import { joinedFacts, joinedUnread } from '../testing/joined.ts';

/** `exposure base.yml:5`. */
function said(files: Readonly<Record<string, string>>): readonly string[] {
  return joinedFacts(files).map(({ kind, at }) => `${kind} ${at.file}:${at.line}`);
}

const service = (name: string, lines: string): string =>
  `services:\n  ${name}:\n${lines.replaceAll(/^/gm, '    ')}\n`;

test('a service has what the one has that it extends, in its own file or in another', () => {
  const base = service('store', 'image: postgres:17');
  const own = 'volumes: ["data:/var/lib/postgresql/data"]';

  expect(
    said({
      'compose.yml': service('db', `extends: { file: common/base.yml, service: store }\n${own}`),
      'common/base.yml': base,
    }),
  ).toEqual(['storage compose.yml:4']);
  expect(said({ 'compose.yml': `${base}  db:\n    extends: store\n    ${own}\n` })).toEqual([
    'storage compose.yml:6',
  ]);
});

test('what is taken over is said once, where it stands', () => {
  const files = {
    'compose.yml': service('web', 'extends: { file: base.yml, service: web }\nimage: web'),
    'base.yml': service('web', 'image: a\nenvironment: { API: "http://api.example.com" }'),
  };

  expect(said(files)).toEqual(['cleartext base.yml:4', 'host base.yml:4']);
});

test('a switch goes as far as the host that a file of variables names', () => {
  const read = (host: string): number =>
    said({
      'compose.yml': service(
        'web',
        'image: a\nenv_file: .env\nenvironment: { PGSSLMODE: disable }',
      ),
      '.env': `PGHOST=${host}\n`,
    }).length;

  expect([read('localhost'), read('db.example.com')]).toEqual([0, 1]);
});

test('a file that is not here is said, unless it need not be', () => {
  const text = service(
    'web',
    'image: a\nenv_file:\n  - secrets.env\n  - { path: own.env, required: false }',
  );

  expect(joinedUnread({ 'compose.yml': text })).toEqual(['compose.yml:5']);
});

test('services that extend each other end', () => {
  const text = `${service('a', 'image: a\nextends: b')}  b:\n    image: b\n    extends: a\n`;

  expect(said({ 'compose.yml': text })).toEqual([]);
});
