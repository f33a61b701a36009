import { readFileSync, readdirSync } from 'node:fs';

import { expect, test } from 'vitest';

import { parseCatalogue } from './parse-catalogue.ts';

const folder = new URL('../catalogue/', import.meta.url);
const { catalogue, diagnostics } = parseCatalogue(
  readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') })),
);

test('the shipped catalogue reads without complaint', () => {
  expect(diagnostics).toEqual([]);
  expect(catalogue.vendors.length).toBeGreaterThan(60);
});

test('no package and no host belongs to two vendors', () => {
  const reaches = catalogue.vendors.flatMap(({ packages, hosts }) => [...packages, ...hosts]);

  expect(reaches.filter((one, index) => reaches.indexOf(one) !== index)).toEqual([]);
});

test('a vendor without a service is refused with its place', () => {
  const broken = parseCatalogue([
    { path: 'vendors.yaml', text: 'vendors:\n  - { id: x, name: X }\n' },
  ]);

  expect(broken.diagnostics).toMatchObject([{ code: 'language/missing-key', at: { line: 2 } }]);
});
