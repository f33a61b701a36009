import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const folders = [
  'apps/cli',
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`),
];
const packages = folders.map((folder) => manifestOf(`${folder}/package.json`));
const published = packages.filter((each) => each.private !== true);
const ci = readFileSync(join(root, '.github', 'workflows', 'ci.yml'), 'utf8');
const release = readFileSync(join(root, '.github', 'workflows', 'release.yml'), 'utf8');
const { scripts = {} } = manifestOf('package.json');

describe('a published package', () => {
  test.each(published.map((each) => [each.name, each] as const))(
    '%s says its licence, what is in it, and where it came from',
    (name, each) => {
      expect(name).toMatch(/^@troth\/[a-z-]+$/);
      expect(each.license).toBe('Apache-2.0');
      expect(each.files).toContain('dist');
      expect(each.publishConfig).toEqual({ access: 'public', provenance: true });
      expect(each.engines?.node).toBeDefined();
    },
  );

  test('names its siblings by the version they have, and only such as are published too', () => {
    const versions = new Map(published.map(({ name, version }) => [name, version]));
    const named = published.flatMap(({ name, dependencies = {} }) =>
      Object.entries(dependencies)
        .filter(([other]) => other.startsWith('@troth/'))
        .map(([other, version]) => [name, other, version, versions.get(other)] as const),
    );

    expect(named.filter(([, , version, own]) => version !== own)).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });

  test('has the version of all others', () => {
    expect(new Set(published.map(({ version }) => version)).size).toBe(1);
  });
});

test('CI refuses dependencies with a known high risk', () => {
  expect(ci).toContain('- run: npm run check:audit');
  expect(release).toContain('- run: npm run check:audit');
  expect(scripts['check:audit']).toBe('npm audit --audit-level=high');
});

test('a release carries a list of all that is in it', () => {
  const steps = [...release.matchAll(/- run: (.+)|path: (.+)/g)].map(
    ([, run, path]) => run ?? path,
  );
  const file = /> (\S+)$/.exec(scripts['release:sbom'] ?? '')?.[1];

  expect(scripts['release:sbom']).toContain('npm sbom --sbom-format cyclonedx');
  expect(steps.slice(-3)).toEqual(['npm run release:sbom', file, 'npm run release:publish']);
});

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly files?: readonly string[];
  readonly publishConfig?: Readonly<Record<string, unknown>>;
  readonly engines?: { readonly node?: string };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function manifestOf(path: string): Manifest {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest;
}

test('the command brings every package that it is built with', () => {
  const built = join(root, 'apps/cli/dist');
  const code = readdirSync(built, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(built, file), 'utf8'));
  const named = code.flatMap((text) => [
    ...text.matchAll(/(?:^import .*from |import\(|import\.meta\.resolve\()"([^."][^"]*)"/gm),
  ]);
  const used = named
    .map(([, specifier = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '')
    .filter((name) => !name.startsWith('node:'));

  expect([...new Set(used)].toSorted()).toEqual(
    Object.keys(manifestOf('apps/cli/package.json').dependencies ?? {}).toSorted(),
  );
});

test('the command as it is published finds what the sources find', () => {
  mkdirSync(join(root, '.data'), { recursive: true });
  const folder = mkdtempSync(join(root, '.data', 'published-'));
  try {
    for (const part of ['bin', 'dist', 'package.json'])
      cpSync(join(root, 'apps/cli', part), join(folder, part), { recursive: true });
    mkdirSync(join(folder, 'code'));
    writeFileSync(join(folder, 'code/main.tf'), 'resource "aws_s3_bucket" "b" {}\n');
    writeFileSync(join(folder, 'code/a.ts'), "console.log('sent', user.email);\n");
    writeFileSync(join(folder, 'code/b.sql'), 'CREATE TABLE users (email text);\n');
    const found = [folder, join(root, 'apps/cli')].map((from) =>
      rulesFound(join(from, 'bin/troth.js'), join(folder, 'code')),
    );

    expect(found[0]).toContain('sharing/personal-data-in-logs');
    expect(found[0]).toEqual(found[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

function rulesFound(command: string, cwd: string): readonly string[] {
  const args = [command, 'scan', '--no-cache', '--policy', join(root, 'policy'), '--format=github'];
  try {
    return linesOf(execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: 'pipe' }));
  } catch (error) {
    const isFinding = error instanceof Error && 'stdout' in error && 'status' in error;
    if (!isFinding || error.status !== 1) throw error;
    return linesOf(String(error.stdout));
  }
}

function linesOf(report: string): readonly string[] {
  return [...report.matchAll(/title=([^:,]+)/g)].map(([, title = '']) => title);
}
