import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
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
  denials.length = 0;
  return Guard.start({
    application: 'platform',
    publicKey: createPublicKey(createPrivateKey(readFileSync(keyFile))),
    bundleFile,
    ownHosts: ['troth.test'],
    onDenial: (denial) => denials.push(denial),
    onAlarm: (alarm) => {
      throw new Error(alarm);
    },
    audit: () => Promise.resolve(),
  });
}
