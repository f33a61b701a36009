import { codes } from '@troth/diagnostics';
import { describe, expect, test } from 'vitest';
import { companyFacts } from './company-facts.ts';
import { missingBinaries, type LockFile } from './lock-file.ts';
import { trackedFiles, type TrackedFile } from './tracked-files.ts';

const source = /\.(?:ts|tsx|mts|cts|js|mjs|cjs)$/;
const isTest = (path: string): boolean => /\.test\.ts$|\/testing\//.test(path);

describe('one company’s facts stand in policy/ and examples/ alone', () => {
  const files = trackedFiles('apps', 'packages').filter(
    (file) => !file.path.includes('/generated/'),
  );
  const facts = companyFacts(trackedFiles('policy'));

  test('the policy names a company, a contact, recipients and windows to look for', () => {
    expect(facts.names.length).toBeGreaterThan(0);
    expect(facts.contacts.length).toBeGreaterThan(0);
    expect(facts.recipients.length).toBeGreaterThan(0);
    expect(facts.windows.length).toBeGreaterThan(0);
  });

  test('no file of an app or package names the company or its contact', () => {
    const patterns = [...facts.names, ...facts.contacts];

    expect(placesOf(patterns, files)).toEqual([]);
  });

  test('no window of the policy stands in code as a constant', () => {
    const code = files.filter((file) => source.test(file.path) && !isTest(file.path));

    expect(placesOf(facts.windows, code.map(withoutComments))).toEqual([]);
  });

  test('no engine, guard or service knows which recipients the company chose', () => {
    const code = files.filter(
      (file) => source.test(file.path) && !isTest(file.path) && !knowsVendors(file.path),
    );

    expect(placesOf(facts.recipients, code)).toEqual([]);
  });
});

describe('files fit a reader', () => {
  const lines = trackedFiles()
    .filter((file) => source.test(file.path) && !file.path.includes('/generated/'))
    .map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }));

  test('no source file is longer than 400 lines', () => {
    expect(lines.filter((file) => !isTest(file.path) && file.lines > 400)).toEqual([]);
  });

  test('no test file is longer than 600 lines', () => {
    expect(lines.filter((file) => isTest(file.path) && file.lines > 600)).toEqual([]);
  });
});

test('no tracked file names a folder of one machine', () => {
  const machine = /(?:^|[^A-Za-z0-9_.~-])\/(?:work|farm|home\/[a-z]+)\//;

  const places = placesOf([{ what: 'a machine path', pattern: machine }], trackedFiles());

  expect(places.filter((place) => !place.startsWith('tools/house.test.ts'))).toEqual([]);
});

test('`npm ci` finds every binary of every platform in the lock file', () => {
  const lock = JSON.parse(trackedFiles('package-lock.json')[0]?.text ?? '{}') as LockFile;

  // `npm run lock` adds what is missing.
  expect(missingBinaries(lock)).toEqual([]);
});

test('every dependency has a line that says why it is here', () => {
  const reasons = trackedFiles('docs/dependencies.md')[0]?.text ?? '';
  const named = trackedFiles('package.json', '*/package.json').flatMap(({ path, text }) =>
    dependenciesOf(text).map((name) => ({ name, path })),
  );

  const without = named.filter(({ name }) => !reasons.includes(`| \`${name}\` |`));

  expect(without).toEqual([]);
});

/** General knowledge of vendors: the scanner's catalogue and rules, facts about SDKs, one connector a file. */
function knowsVendors(path: string): boolean {
  return (
    /^(?:packages\/(?:scanner|facts|connectors)|apps\/(?:cli|action))\//.test(path) ||
    /\/reporters\//.test(path)
  );
}

/** Comments may give an example; line numbers stay. */
function withoutComments(file: TrackedFile): TrackedFile {
  const text = file.text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ''))
    .replaceAll(/(^|\s)\/\/.*$/gm, '$1');
  return { path: file.path, text };
}

function placesOf(
  patterns: readonly { readonly what: string; readonly pattern: RegExp }[],
  files: readonly { readonly path: string; readonly text: string }[],
): readonly string[] {
  return files.flatMap(({ path, text }) => {
    if (!patterns.some(({ pattern }) => pattern.test(text))) return [];
    return text
      .split('\n')
      .flatMap((line, at) =>
        patterns
          .filter(({ pattern }) => pattern.test(line))
          .map(({ what }) => `${path}:${at + 1}: ${what}`),
      );
  });
}

function dependenciesOf(text: string): readonly string[] {
  const manifest = JSON.parse(text) as Partial<Record<string, Record<string, string>>>;
  return ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']
    .flatMap((kind) => Object.keys(manifest[kind] ?? {}))
    .filter((name) => !name.startsWith('@troth/') && !name.startsWith('@examples/'));
}

test('every code of a diagnostic is provoked by a test that names it', () => {
  const tests = trackedFiles().filter(({ path }) => path.endsWith('.test.ts'));
  const words = tests.map(({ text }) => text).join('\n');

  expect(Object.keys(codes).filter((code) => !words.includes(code))).toEqual([]);
});
