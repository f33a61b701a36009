import { readFileSync, readdirSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { Vendor } from './catalogue.ts';
import { parseCatalogue } from './parse-catalogue.ts';
import { isVariable, vendorOf, waysTo } from './words/recipient-of.ts';

const folder = new URL('../catalogue/', import.meta.url);
const { catalogue, diagnostics } = parseCatalogue(
  readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') })),
);

type Way = 'packages' | 'hosts' | 'globals' | 'infrastructure' | 'environment';

/** `sentry: a b` for each name of a vendor that is not well formed. */
function misspelled(way: Way, form: RegExp): readonly string[] {
  return catalogue.vendors.flatMap((vendor) =>
    vendor[way].filter((name) => !form.test(name)).map((name) => `${vendor.id}: ${name}`),
  );
}

function twice(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

test('the shipped catalogue reads without complaint and knows hundreds of vendors', () => {
  expect(diagnostics).toEqual([]);
  expect(catalogue.vendors.length).toBeGreaterThan(600);
});

test('no way to reach somebody leads to two vendors, and no vendor stands twice', () => {
  const ways: readonly Way[] = ['packages', 'hosts', 'globals', 'infrastructure', 'environment'];

  for (const way of ways) expect(twice(catalogue.vendors.flatMap((one) => one[way]))).toEqual([]);
  expect(twice(catalogue.vendors.map(({ id }) => id))).toEqual([]);
  expect(twice(catalogue.vendors.map(({ name }) => name))).toEqual([]);
});

test('packages, hosts and variables are spelled as they are used', () => {
  expect(
    misspelled('packages', /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?(?:[a-z0-9~-][a-z0-9._~-]*|\*)$/),
  ).toEqual([]);
  expect(misspelled('hosts', /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/)).toEqual(
    [],
  );
  expect(misspelled('globals', /^[A-Za-z_$][\w$]*$/)).toEqual([]);
  expect(misspelled('infrastructure', /^[a-z0-9][a-z0-9-]*$/)).toEqual([]);
  expect(misspelled('environment', /^[A-Z0-9]+(?:_[A-Z0-9]+)*(?:_\*)?$/)).toEqual([]);
});

test('every vendor can be reached, and says what it does', () => {
  const reachable = ({ globals, environment, ...vendor }: Vendor): boolean =>
    globals.length > 0 ||
    environment.length > 0 ||
    waysTo({ globals, environment, ...vendor }).length > 0;

  expect(catalogue.vendors.filter((vendor) => !reachable(vendor))).toEqual([]);
  expect(catalogue.vendors.filter(({ service }) => !/^[a-z][a-z -]+$/.test(service))).toEqual([]);
});

test('a variable names its vendor by credentials and addresses, whoever may see it', () => {
  const named = (name: string): string | undefined =>
    vendorOf({ kind: 'package', name: `env:${name}` }, catalogue)?.id;

  expect(named('SENTRY_DSN')).toBe('sentry');
  expect(named('NEXT_PUBLIC_POSTHOG_KEY')).toBe('posthog');
  expect(named('SENTRY_SAMPLE_RATE')).toBeUndefined();
  expect(named('DATABASE_URL')).toBeUndefined();
  expect(isVariable({ kind: 'package', name: 'env:SENTRY_DSN' })).toBe(true);
});

test('a vendor without a service is refused with its place', () => {
  const broken = parseCatalogue([
    { path: 'vendors.yaml', text: 'vendors:\n  - { id: x, name: X }\n' },
  ]);

  expect(broken.diagnostics).toMatchObject([{ code: 'language/missing-key', at: { line: 2 } }]);
});
