import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What the publish workflow runs: signs the policy with the key of its environment, commits the
 * version and pushes it. The key stands in a file that only this run can read, for as long as it
 * takes. Where the policy may not be published, `troth publish` says why and nothing is committed.
 *
 * Environment: POLICY_SIGNING_KEY (PEM), POLICY_APPROVED_BY (`ROLE:NAME`, several with `;` between),
 * POLICY_TRUST_NEW_KEY (`true` adds the key to keys.json), GITHUB_TOKEN (to push; absent: git's own).
 */
const {
  POLICY_SIGNING_KEY: privateKey = '',
  POLICY_APPROVED_BY: approvedBy = '',
  POLICY_TRUST_NEW_KEY: trustNewKey = '',
  GITHUB_TOKEN: token = '',
} = process.env;

const published = join('policy', 'published');
process.exitCode = publish();

function publish(): number {
  if (privateKey.trim() === '') {
    console.error('POLICY_SIGNING_KEY is empty: the environment that holds the key is not set up');
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'policy-key-'));
  try {
    const keyFile = join(folder, 'key.pem');
    writeFileSync(keyFile, `${privateKey.trim()}\n`, { mode: 0o600 });
    const code = sign(keyFile);
    if (code !== 0) return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return commitAndPush();
}

function sign(keyFile: string): number {
  const approvals = approvedBy
    .split(';')
    .filter((approval) => approval.trim() !== '')
    .flatMap((approval) => ['--approved-by', approval]);
  const trust = trustNewKey === 'true' ? ['--trust-new-key'] : [];
  const binary = join(import.meta.dirname, '..', 'apps', 'cli', 'bin', 'troth.js');
  const { POLICY_SIGNING_KEY: _, GITHUB_TOKEN: __, ...env } = process.env;
  const args = [binary, 'publish', '--key', keyFile, ...approvals, ...trust];
  const run = spawnSync(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  return run.status ?? 2;
}

function commitAndPush(): number {
  git('add', '--', published);
  if (git('diff', '--cached', '--name-only', '--', published) === '') {
    console.log('nothing to commit: this version is published already');
    return 0;
  }
  const identity = [
    '-c',
    'user.name=policy publisher',
    '-c',
    'user.email=policy-publisher@localhost',
  ];
  const message = 'policy: a new version is published';
  git(...identity, 'commit', '--quiet', '--message', message, '--', published);
  git('push', '--quiet', 'origin', 'HEAD');
  return 0;
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, {
    encoding: 'utf8',
    env: { ...process.env, POLICY_SIGNING_KEY: '', ...pushRights() },
  });
}

/** In the environment and not on the command line, which every process of the machine can read. */
function pushRights(): Readonly<Record<string, string>> {
  if (token === '') return {};
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.https://github.com/.extraheader',
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
  };
}
