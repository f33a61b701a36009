import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Guard } from '@troth/guard';
import type { ReportedDenial } from '@troth/guard';

const root = join(import.meta.dirname, '../../../..');

/** What the guard of this process has refused, oldest first. */
export const denials: ReportedDenial[] = [];

/** A guard by the policy and the data map as they stand in this checkout, signed with a key of its own. */
export async function startTestGuard(): Promise<Guard> {
  const folder = mkdtempSync(join(tmpdir(), 'platform-guard-'));
  const bundleFile = join(folder, 'policy.bundle');
  const keyFile = join(folder, 'signing.key');
  const troth = join(root, 'apps/cli/bin/troth.js');
  const args = [troth, 'bundle', '--out', bundleFile, '--key', keyFile];
  execFileSync(process.execPath, args, { cwd: root, stdio: 'pipe' });
  const key = createPrivateKey(readFileSync(keyFile));
  denials.length = 0;
  return Guard.start({
    application: 'platform',
    publicKey: createPublicKey(key),
    service: { url: 'https://troth.test', token: 'a token for tests' },
    fetch: (request) => Promise.resolve(new Response(answerTo(request, bundleFile, key))),
    feed: { pseudonymKey: Buffer.alloc(32), staleAfterMs: 3_600_000 },
    keeps: { atRest: 'AES-256' },
    onDenial: (denial) => denials.push(denial),
    onAlarm: (alarm) => {
      throw new Error(alarm);
    },
    audit: () => Promise.resolve(),
  });
}

/** What the enforcement service says: the bundle, and that no subject is unlike all others. */
function answerTo(request: string | URL | Request, bundleFile: string, key: KeyObject): string {
  const url = new URL(request instanceof Request ? request.url : request);
  if (url.pathname === '/v1/policy/bundle') return readFileSync(bundleFile, 'utf8');
  const after = url.searchParams.get('after') ?? '';
  const issuedAt = new Date().toISOString();
  const page = { format: 1, kind: 'subjects', issuedAt, epoch: 'test', after, next: after };
  const payload = JSON.stringify({ ...page, more: false, subjects: [] });
  return JSON.stringify({
    payload,
    signature: sign(null, Buffer.from(payload), key).toString('base64'),
  });
}
