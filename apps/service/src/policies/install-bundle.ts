import type { KeyObject } from 'node:crypto';
import { openBundle } from '@troth/compiler';
import type { Bundle } from '@troth/compiler';
import { formatDiagnostic } from '@troth/diagnostics';
import type { PolicyVersion } from '../generated/client.ts';
import type { PoliciesRepository } from './policies.repository.ts';
import type { InstalledVersion } from './policy-store.ts';

/** A bundle that must not be used; the message says why, one diagnostic a line. */
export class RefusedBundle extends Error {
  override readonly name = 'RefusedBundle';
}

/** @throws RefusedBundle when it is not ours or not whole */
export function readBundle(text: string, publicKey: KeyObject, file: string): Bundle {
  const { bundle, diagnostics } = openBundle(text, publicKey, file);
  if (bundle === undefined) throw new RefusedBundle(diagnostics.map(formatDiagnostic).join('\n'));
  return bundle;
}

/** Installs a bundle beside those of before. */
export async function installVersion(
  rows: PoliciesRepository,
  bundle: { readonly text: string; readonly opened: Bundle },
  now: Date,
): Promise<void> {
  const { hash, version } = bundle.opened.policy;
  await rows.install({
    hash,
    published: version.published,
    effective: version.effective,
    bundle: Buffer.from(bundle.text, 'utf8'),
    installedAt: now,
  });
}

/** All installed versions that can be trusted. */
export async function versionsOf(
  rows: PoliciesRepository,
  publicKey: KeyObject,
): Promise<readonly InstalledVersion[]> {
  const installed = (await rows.all()).map((row) => installedVersion(row, publicKey));
  return installed.filter((entry) => entry !== undefined);
}

/** A row that the key does not vouch for binds nobody. */
function installedVersion(row: PolicyVersion, key: KeyObject): InstalledVersion | undefined {
  const text = Buffer.from(row.bundle).toString('utf8');
  const { bundle } = openBundle(text, key, row.hash);
  if (bundle === undefined) return undefined;
  const { policy, dataMaps, translations = [], issuedAt } = bundle;
  return {
    policy,
    dataMaps,
    translations,
    bundle: row.bundle,
    installedAt: row.installedAt,
    ...(issuedAt === undefined ? {} : { issuedAt }),
  };
}
