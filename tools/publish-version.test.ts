import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });

test('the button signs, commits and pushes the version, and leaves no key behind', () => {
  const { clone, remote } = repository();

  const run = publish(clone, { POLICY_SIGNING_KEY: String(pem) });

  expect(run).toMatchObject({ code: 0 });
  expect(git(remote, 'show', '--stat', '--format=%s', 'main')).toMatch(
    /^policy: a new version is published\n\n policy\/published\/2099-01-01\.policy\.json .*\n policy\/published\/2099-01-01\.txt .*\n policy\/published\/2099-01-01\.version\.json .*\n policy\/published\/keys\.json /,
  );
  expect(git(clone, 'status', '--short')).toBe('');
  expect(readdirSync(join(clone, '..', 'tmp')).filter((name) => name.includes('key'))).toEqual([]);
});

test('pressed twice, it commits once', () => {
  const { clone, remote } = repository();
  publish(clone, { POLICY_SIGNING_KEY: String(pem) });
  const before = git(remote, 'rev-parse', 'main');

  const again = publish(clone, { POLICY_SIGNING_KEY: String(pem) });

  expect(again.code).toBe(0);
  expect(again.out).toContain('nothing to commit: this version is published already');
  expect(git(remote, 'rev-parse', 'main')).toBe(before);
});

test('a policy that may not be published is neither committed nor pushed', () => {
  const { clone, remote } = repository();
  publish(clone, { POLICY_SIGNING_KEY: String(pem) });
  const before = git(remote, 'rev-parse', 'main');
  loosen(clone);

  const bare = publish(clone, { POLICY_SIGNING_KEY: String(pem) });
  const nameless = publish(clone, { POLICY_APPROVED_BY: 'legal:Ada Lee' });

  expect(bare.code).toBe(1);
  expect(bare.out).toContain('nobody in the role `legal` has approved it');
  expect(nameless.code).toBe(2);
  expect(git(remote, 'rev-parse', 'main')).toBe(before);
});

test('a loosening goes out with the approval that was given at the button', () => {
  const { clone, remote } = repository();
  publish(clone, { POLICY_SIGNING_KEY: String(pem) });
  loosen(clone);

  const run = publish(clone, {
    POLICY_SIGNING_KEY: String(pem),
    POLICY_APPROVED_BY: 'legal:Ada Lee; dpo:Bo Ek',
  });

  expect(run).toMatchObject({ code: 0 });
  expect(git(remote, 'show', 'main:policy/published/2099-03-01.version.json')).toContain(
    '"approvals":[{"name":"Ada Lee","role":"legal"},{"name":"Bo Ek","role":"dpo"}]',
  );
});

test('the site shows the version in force, each version by its day, and what changed; not what is only edited', () => {
  const { clone } = repository();
  publish(clone, { POLICY_SIGNING_KEY: String(pem) });
  loosen(clone);
  publish(clone, { POLICY_SIGNING_KEY: String(pem), POLICY_APPROVED_BY: 'legal:Ada Lee' });
  edit(clone, 'policy/clauses/orders.yaml', '60 days', '90 days');

  site(clone, '2099-03-02');
  const announced = page(clone, 'index.html');
  const version = page(clone, 'versions/2099-03-01/index.html');
  const changes = page(clone, 'changes/2099-01-01..2099-03-01.html');
  site(clone, '2099-04-01');

  expect(announced).toContain('within 30 days');
  expect(version).toContain('within 60 days');
  expect(changes).toContain('60 days');
  expect(page(clone, 'index.html')).toContain('within 60 days');
  expect(existsSync(join(clone, 'site', 'versions', '2099-01-01', 'policy.txt'))).toBe(true);
});

interface Run {
  readonly code: number | null;
  readonly out: string;
}

function publish(clone: string, env: Readonly<Record<string, string>>): Run {
  const run = spawnSync(process.execPath, [join(root, 'tools', 'publish-version.ts')], {
    cwd: clone,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: clone, TMPDIR: join(clone, '..', 'tmp'), ...env },
  });
  return { code: run.status, out: `${run.stdout}${run.stderr}` };
}

function site(clone: string, day: string): void {
  const script = join(root, 'tools', 'policy-site.ts');
  execFileSync(process.execPath, ['--conditions=troth:source', script, 'site', day], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function page(clone: string, path: string): string {
  return readFileSync(join(clone, 'site', path), 'utf8').replaceAll(/<[^>]*>/g, '');
}

/** A clone of a bare repository with a policy whose first version is due in 2099. */
function repository(): { readonly clone: string; readonly remote: string } {
  const folder = mkdtempSync(join(tmpdir(), 'publish-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [remote, clone] = [join(folder, 'remote.git'), join(folder, 'clone')];
  mkdirSync(join(folder, 'tmp'));
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
  git(folder, 'clone', '--quiet', remote, clone);
  for (const [path, text] of Object.entries(policyFiles)) {
    mkdirSync(join(clone, path, '..'), { recursive: true });
    writeFileSync(join(clone, path), text);
  }
  git(clone, 'checkout', '--quiet', '-B', 'main');
  git(clone, 'add', '.');
  git(clone, 'commit', '--quiet', '--message', 'policy');
  git(clone, 'push', '--quiet', 'origin', 'main');
  return { clone, remote };
}

function loosen(clone: string): void {
  edit(
    clone,
    'policy/policy.yaml',
    'published: 2099-01-01, effective: 2099-01-01',
    'published: 2099-03-01, effective: 2099-04-01',
  );
  edit(clone, 'policy/clauses/orders.yaml', '30 days', '60 days');
  writeFileSync(join(clone, 'policy/CHANGELOG.md'), '## 2099-03-01\nOrders stay longer.\n');
}

function edit(clone: string, path: string, before: string, after: string): void {
  const text = readFileSync(join(clone, path), 'utf8');
  expect(text).toContain(before);
  writeFileSync(join(clone, path), text.replace(before, after));
}

function git(cwd: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=A Person', '-c', 'user.email=person@example.com'];
  return execFileSync('git', [...identity, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const policyFiles: Readonly<Record<string, string>> = {
  'policy/policy.yaml': `language: 1
controller: { name: "Northwind, Inc.", short: Northwind, aliases: [Northwind, we] }
contact: { email: privacy@northwind.example }
version: { published: 2099-01-01, effective: 2099-01-01, reviewed: 2099-01-01 }
notice_days: 30
approvals: { loosens: [legal], tightens: [] }
page: { path: /privacy, status: internal }
sections: [about, orders]
`,
  'policy/clauses/about.yaml': `clauses:
  - { id: about.title, as: title, text: Privacy at Northwind, informational: true, because: It is the name. }
`,
  'policy/clauses/orders.yaml': `title: Your orders
clauses:
  - id: orders.deleted
    text: When you delete an order, it is gone within {{ erase.within }}.
    erase: { data: [orders], after: item.deleted, within: 30 days }
  - id: orders.collected
    text: We collect what you order.
    collect: { data: [orders], from: data subject, for: [delivery] }
  - id: orders.use
    text: We use your orders to deliver them.
    use: { data: [orders], for: [delivery] }
`,
  'policy/vocabulary/categories.yaml': 'categories:\n  - { id: orders, name: orders }\n',
  'policy/vocabulary/purposes.yaml': 'purposes:\n  - { id: delivery, name: delivering orders }\n',
  'policy/vocabulary/events.yaml':
    'events:\n  - { id: item.deleted, name: an order is deleted, about: item }\n',
};
