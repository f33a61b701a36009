import { openBundle } from '@troth/compiler';
import { deadlinesFor } from '@troth/erasure';
import { createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyFromRepository, put, temporaryFolder, troth, trothJson } from './testing/run-troth.ts';

test('one edited number changes the page, the deadline and what the scan finds in the infrastructure', async () => {
  const folder = projectCopy();
  const before = await surfacesOf(folder);

  edit(folder, 'policy/clauses/retention.yaml', 'within: 30 days', 'within: 7 days');
  const after = await surfacesOf(folder);

  expect(before.page).toContain('it is removed from our storage within 30 days.');
  expect(after.page).toContain('it is removed from our storage within 7 days.');
  expect(before.due).toBe('2026-03-31T12:00:00.000Z');
  expect(after.due).toBe('2026-03-08T12:00:00.000Z');
  expect(before.scan).toMatchObject({ code: 0, json: { summary: { new: 0 } } });
  expect(after.scan).toMatchObject({
    code: 1,
    json: {
      findings: [
        {
          rule: 'retention/exceeds-limit',
          path: 'examples/platform/infra/snapshots.tf',
          clause: 'retention.deleted-items',
          status: 'new',
        },
      ],
    },
  });
});

test('a promise of TLS 1.2 instead of 1.3 makes a finding on TLS 1.2 disappear', async () => {
  const folder = projectCopy();
  put(folder, {
    'examples/platform/src/peer.ts':
      "import tls from 'node:tls';\nexport const peer = tls.connect({ host: 'db', minVersion: 'TLSv1.2' });\n",
  });
  const strict = await trothJson(['scan', 'examples'], { cwd: folder });

  edit(folder, 'policy/clauses/security.yaml', 'minimum: TLS 1.3', 'minimum: TLS 1.2');
  const lenient = await trothJson(['scan', 'examples'], { cwd: folder });

  expect(strict).toMatchObject({
    code: 1,
    json: {
      findings: [
        {
          rule: 'transit/weak-tls-version',
          path: 'examples/platform/src/peer.ts',
          clause: 'security.in-transit',
        },
      ],
    },
  });
  expect(lenient).toMatchObject({ code: 0, json: { findings: [] } });
});

/** The company's own policy and the application it governs, in a folder of their own. */
function projectCopy(): string {
  const folder = temporaryFolder();
  copyFromRepository('policy', folder);
  copyFromRepository('examples/platform', folder);
  return folder;
}

function edit(folder: string, file: string, before: string, after: string): void {
  const text = readFileSync(join(folder, file), 'utf8');
  if (!text.includes(before)) throw new Error(`${file} does not say ${before}`);
  writeFileSync(join(folder, file), text.replace(before, after));
}

async function surfacesOf(folder: string): Promise<{
  readonly page: string;
  readonly due: string | undefined;
  readonly scan: Awaited<ReturnType<typeof trothJson>>;
}> {
  await troth(['render', '--out', 'site'], { cwd: folder });
  await troth(['bundle', '--out', 'policy.bundle', '--key', 'signing.key'], { cwd: folder });
  return {
    page: readText(readFileSync(join(folder, 'site/index.html'), 'utf8')),
    due: dueOfDeletedRun(folder),
    scan: await trothJson(['scan', 'examples'], { cwd: folder }),
  };
}

/** By the bundle that the service would load. */
function dueOfDeletedRun(folder: string): string | undefined {
  const publicKey = createPublicKey(readFileSync(join(folder, 'signing.key')));
  const { bundle } = openBundle(
    readFileSync(join(folder, 'policy.bundle'), 'utf8'),
    publicKey,
    'policy.bundle',
  );
  if (bundle === undefined) return undefined;
  const event = { type: 'item.deleted', at: '2026-03-01T12:00:00Z', category: 'training.runs' };
  return deadlinesFor(bundle.policy, event).find(
    ({ clause }) => clause === 'retention.deleted-items',
  )?.due;
}

/** What a reader sees: without tags, white space folded. */
function readText(html: string): string {
  return html.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');
}
