import type { KeyObject } from 'node:crypto';
import { basename } from 'node:path';
import { openBundle, sealBundle } from '@troth/compiler';
import type { Bundle } from '@troth/compiler';
import { formatDiagnostic } from '@troth/diagnostics';
import type { AuditService } from '../audit/audit.service.ts';
import type { Sql } from '../database/database.ts';
import type { PolicyVersion } from '../generated/client.ts';
import type { SigningKey } from '../runtime/keys.ts';
import type { PoliciesRepository } from './policies.repository.ts';
import type { InstalledVersion } from './policy-store.ts';
import { spentRollback, statedRollback } from './rollback.ts';

/** A bundle that must not be used; the message says why, one diagnostic a line. */
export class RefusedBundle extends Error {
  override readonly name = 'RefusedBundle';
}

/** @throws RefusedBundle when it is not ours or not whole */
export function readBundle(text: string, trusted: readonly KeyObject[], file: string): Bundle {
  const { bundle, diagnostics } = openBundle(text, trusted, file);
  if (bundle === undefined) throw new RefusedBundle(diagnostics.map(formatDiagnostic).join('\n'));
  return bundle;
}

/** Where versions are kept, whose signatures count, and where it is written down that one goes back. */
export interface Installing {
  readonly rows: PoliciesRepository;
  readonly key: SigningKey;
  readonly audit: AuditService;
  /** The bundle file; a rollback is stated beside it. */
  readonly file: string;
}

/**
 * Installs a bundle beside those of before. Whatever this process remembers, the newest in the
 * database counts: versions go forward, unless somebody has stated a rollback.
 * @throws RefusedBundle when it goes back and nobody said that it should
 */
export async function installVersion(
  { rows, key, audit, file }: Installing,
  bundle: { readonly text: string; readonly opened: Bundle },
  now: Date,
): Promise<void> {
  const { opened } = bundle;
  const { hash, version } = opened.policy;
  const row = {
    hash,
    published: version.published,
    effective: version.effective,
    bundle: Buffer.from(bundle.text, 'utf8'),
    installedAt: now,
  };
  await rows.install(row, async (newest, sql) => {
    const inUse = newest && openBundle(textOf(newest), key.trusted, newest.hash).bundle;
    const why = inUse && whyBack(inUse, opened);
    if (!why) return;
    const stated = statedRollback(file, inUse.policy, opened.policy);
    if (stated === undefined) throw new RefusedBundle(`${basename(file)}: ${why}`);
    const to = hash;
    await audit.append([{ kind: 'policy-rollback', at: now, ...stated, to }], sql);
    return () => spentRollback(file);
  });
}

/** Legal versions are ordered by their day of publication, bundles of one by when they were issued. */
function whyBack(inUse: Bundle, next: Bundle): string | undefined {
  const [before, after] = [inUse.policy.version.published, next.policy.version.published];
  if (after < before)
    return `it was published on ${after}, before the one in use (${before}): state a rollback to go back`;
  return (next.issuedAt ?? '') < (inUse.issuedAt ?? '')
    ? 'it was issued before the one in use'
    : undefined;
}

/** Signs again what a key of before has signed, word for word and as old as it was. */
export async function signAgain({ rows, key }: Installing): Promise<void> {
  for (const row of await rows.all()) {
    const text = textOf(row);
    if (openBundle(text, key.publicKey, row.hash).bundle !== undefined) continue;
    const { bundle } = openBundle(text, key.trusted, row.hash);
    if (bundle === undefined) continue;
    const { policy, dataMaps, translations = [], issuedAt } = bundle;
    const beside = {
      translations,
      ...(issuedAt !== undefined && { issuedAt: new Date(issuedAt) }),
    };
    const signed = sealBundle(policy, dataMaps, key.privateKey, beside);
    await rows.replaceBundle(row.hash, Buffer.from(signed, 'utf8'));
  }
}

/** All installed versions that can be trusted. */
export async function versionsOf({
  rows,
  key,
}: Pick<Installing, 'rows' | 'key'>): Promise<readonly InstalledVersion[]> {
  const installed = (await rows.all()).map((row) => installedVersion(row, key.trusted));
  return installed.filter((entry) => entry !== undefined);
}

/** A row that no trusted key vouches for binds nobody. */
function installedVersion(
  row: PolicyVersion,
  trusted: readonly KeyObject[],
): InstalledVersion | undefined {
  const { bundle } = openBundle(textOf(row), trusted, row.hash);
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

function textOf(row: PolicyVersion): string {
  return Buffer.from(row.bundle).toString('utf8');
}

/** Called with what is the newest, inside the transaction. @returns what to do once it is committed */
export type BeforeInstall = (
  newest: PolicyVersion | null,
  sql: Sql,
) => Promise<(() => void) | undefined>;
