import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compilePolicy, sealBundle, type DataMap } from '@troth/compiler';
import { Guard } from '@troth/guard';

const PERSONAL: Readonly<Record<string, readonly string[]>> = {
  name: ['account.name'],
  email: ['account.email'],
  city: ['account.address'],
  note: ['account.note'],
};
const COLUMNS = ['id', 'name', 'email', 'city', 'note', 'visits', 'createdAt', 'isActive'];

const dataMap: DataMap = {
  application: 'bench',
  stores: [
    {
      kind: 'database',
      id: 'database',
      tables: [
        {
          name: 'Person',
          primaryKey: ['id'],
          subjectColumn: 'id',
          foreignKeys: [],
          columns: COLUMNS.map((name) => ({
            name,
            nullable: false,
            data: PERSONAL[name] ?? [],
            ...(PERSONAL[name] === undefined && { none: 'of nobody' }),
          })),
        },
      ],
    },
  ],
};

const files = {
  'policy.yaml': `language: 1
controller: { name: "Bench, Inc.", short: Bench, aliases: [we] }
contact: { email: privacy@bench.example }
version: { published: 2026-01-01, effective: 2026-01-01, reviewed: 2026-01-01 }
notice_days: 30
approvals: { loosens: [legal], tightens: [] }
page: { path: /privacy, status: internal }
sections: [all]
`,
  'clauses/all.yaml': `clauses:
  - id: use.all
    text: We use your account to serve you.
    use: { data: [account], for: [serve] }
`,
  'vocabulary/categories.yaml': `categories:
  - { id: account, name: account }
  - { id: account.name, name: name }
  - { id: account.email, name: e-mail address }
  - { id: account.address, name: address }
  - { id: account.note, name: note }
`,
  'vocabulary/purposes.yaml': 'purposes:\n  - { id: serve, name: serving }\n',
  'vocabulary/recipients.yaml': 'recipients:\n  - { id: host, name: Host, role: processor }\n',
  'vocabulary/events.yaml': 'events:\n  - { id: account.closed, name: closed, about: subject }\n',
};

/** A guard over a policy that permits reading everything, so that the whole way is walked. */
export async function benchGuard(): Promise<Guard> {
  const { policy, diagnostics } = compilePolicy(
    Object.entries(files).map(([path, text]) => ({ path, text })),
  );
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const bundleFile = join(mkdtempSync(join(tmpdir(), 'troth-bench-')), 'policy.bundle');
  writeFileSync(bundleFile, sealBundle(policy, [dataMap], privateKey, { issuedAt: new Date() }));
  return Guard.start({
    application: 'bench',
    publicKey,
    bundleFile,
    onDenial: (denial) => {
      throw new Error(denial.message);
    },
    onAlarm: (alarm) => {
      throw new Error(alarm);
    },
    audit: () => Promise.resolve(),
  });
}
