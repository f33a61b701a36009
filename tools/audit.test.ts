import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

let folder = '';
let registry: Server;
let port = 0;
/** What the registry says of `parcel-of-ours` 1.0.0. */
let severity: 'none' | 'moderate' | 'high' | 'critical' | 'fails' = 'none';
const asked: string[] = [];

const PACKAGE = {
  name: 'audited',
  version: '1.0.0',
  private: true,
  dependencies: { 'parcel-of-ours': '1.0.0' },
};
const INSTALLED = { version: '1.0.0', resolved: 'https://registry.example/p.tgz' };
const LOCK = {
  name: 'audited',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: { '': PACKAGE, 'node_modules/parcel-of-ours': INSTALLED },
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'troth-audit-'));
  const scripted = { ...PACKAGE, scripts: { audited: scripts['check:audit'] } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(scripted));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(LOCK));
  registry = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    const isAudit = request.url?.startsWith('/-/npm/v1/security') === true;
    response.writeHead(severity === 'fails' ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isAudit ? advisories() : packument()));
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  const address = registry.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
});

afterAll(() => {
  registry.closeAllConnections();
  registry.close();
  rmSync(folder, { recursive: true, force: true });
});

function advisories(): object {
  if (severity === 'none' || severity === 'fails') return {};
  const advisory = {
    // npm remembers an advisory by its id.
    id: severity,
    url: 'https://advisories.example/1',
    title: 'a hole',
    severity,
    vulnerable_versions: '<2.0.0',
  };
  return { 'parcel-of-ours': [advisory] };
}

function packument(): object {
  const version = {
    name: 'parcel-of-ours',
    version: '1.0.0',
    dist: { tarball: INSTALLED.resolved },
  };
  return {
    name: 'parcel-of-ours',
    'dist-tags': { latest: '1.0.0' },
    versions: { '1.0.0': version },
  };
}

/** The exit code of `check:audit` against a registry. */
function codeOf(address: string): Promise<number | null> {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    npm_config_registry: address,
    npm_config_fetch_retries: '0',
    npm_config_update_notifier: 'false',
  };
  const child = spawn('npm', ['run', '--silent', 'audited'], { cwd: folder, env, stdio: 'ignore' });
  return new Promise((resolve) => {
    child.once('exit', resolve);
  });
}

test.each([
  ['none', 0],
  ['moderate', 0],
  ['high', 1],
  ['critical', 1],
  ['fails', 1],
] as const)(
  'with a finding that is %s the audit of dependencies ends with %d',
  async (said, code) => {
    severity = said;
    asked.length = 0;

    expect(await codeOf(`http://127.0.0.1:${port}/`)).toBe(code);
    expect(asked.some((line) => line.startsWith('POST /-/npm/v1/security/'))).toBe(true);
  },
);

test('where no registry answers the audit fails, for nobody has looked', async () => {
  expect(await codeOf('http://127.0.0.1:1/')).toBe(1);
});
