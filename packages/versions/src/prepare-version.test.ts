import { createHash } from 'node:crypto';
import type { CompiledPolicy } from '@troth/compiler';
import { describe, expect, test } from 'vitest';
import {
  legacyVersion,
  prepareVersion,
  sealVersion,
  verifyVersions,
  type PublishRequest,
} from './index.ts';
import { folderOf, keysFile, legal, northwind, signingKey } from './testing/northwind.ts';

const first = northwind({ published: '2026-01-01' });
const longer = northwind({ published: '2026-03-01', effective: '2026-03-31', days: 60 });

describe('the first version', () => {
  test('needs nobody’s approval: it lowers no promise', () => {
    expect(asked([], first)).toMatchObject({
      kind: 'ready',
      draft: { record: { supersedes: null, material: false, signed: '2026-01-01' } },
    });
  });

  test('states the hashes of its files as any other program computes them', () => {
    const [keys, text, policy, record] = folderOf([first]);
    const digest = (bytes?: Uint8Array): string =>
      createHash('sha256')
        .update(bytes ?? '')
        .digest('hex');

    expect([keys?.name, text?.name, policy?.name, record?.name]).toEqual([
      'keys.json',
      '2026-01-01.txt',
      '2026-01-01.policy.json',
      '2026-01-01.version.json',
    ]);
    expect(JSON.parse(new TextDecoder().decode(record?.bytes))).toMatchObject({
      record: { textSha256: digest(text?.bytes), policySha256: digest(policy?.bytes) },
    });
  });
});

describe('a loosening', () => {
  test('with notice, approval and an entry in the change log may be published', () => {
    expect(asked([first], longer)).toMatchObject({
      kind: 'ready',
      draft: {
        record: {
          material: true,
          approvals: [{ role: 'legal', name: 'Ada Lee' }],
          changeLog: 'Deleted orders stay for 60 days.',
        },
      },
    });
  });

  test('that takes effect a day too early is refused, with the clause and the day it lacks', () => {
    const early = northwind({ published: '2026-03-01', effective: '2026-03-30', days: 60 });

    expect(refusals([first], early)).toEqual([
      'it loosens orders.deleted against the version of 2026-01-01 and lacks an effective date at least 30 days after publication on 2026-03-01, not 2026-03-30',
    ]);
  });

  test('cannot lower its own bar: notice and roles are those of the version that stands', () => {
    const own = northwind({
      published: '2026-03-01',
      effective: '2026-03-02',
      days: 60,
      noticeDays: 1,
      loosens: 'intern',
    });

    expect(refusals([first], own, { approvals: [{ role: 'intern', name: 'Bo' }] })).toEqual([
      'it loosens orders.deleted, policy against the version of 2026-01-01 and lacks an effective date at least 30 days after publication on 2026-03-01, not 2026-03-02',
      'nobody in the role `legal` has approved it: --approved-by "legal:NAME"',
    ]);
  });

  test('that lacks everything is told everything at once', () => {
    const bare = northwind({ published: '2026-03-01', days: 60 });

    expect(asked([first], bare, { approvals: [], changeLog: undefined })).toEqual({
      kind: 'refused',
      refusals: [
        'it loosens orders.deleted against the version of 2026-01-01 and lacks an effective date at least 30 days after publication on 2026-03-01, not 2026-03-01',
        'nobody in the role `legal` has approved it: --approved-by "legal:NAME"',
        'it loosens, or may, and the change log has no entry: write what changes under `## 2026-03-01` in CHANGELOG.md beside policy.yaml',
      ],
    });
  });

  test('does not slip in behind a scheduled version that it tightens', () => {
    // 30 days are in force, 60 are announced for the end of the month: 50 tomorrow is less than the
    // announced 60 and still more than the 30 that readers live under.
    const slip = northwind({ published: '2026-03-02', effective: '2026-03-03', days: 50 });

    expect(refusals([first, longer], slip)).toEqual([
      'it loosens orders.deleted against the version of 2026-01-01 and lacks an effective date at least 30 days after publication on 2026-03-02, not 2026-03-03',
    ]);
  });
});

test('a tightening may take effect at once, with the approval that the policy in force names for it', () => {
  const strict = northwind({ published: '2026-01-01', tightens: 'privacy' });
  const shorter = northwind({ published: '2026-02-01', days: 7, tightens: 'privacy' });

  expect(refusals([strict], shorter)).toEqual([
    'nobody in the role `privacy` has approved it: --approved-by "privacy:NAME"',
  ]);
  expect(
    asked([strict], shorter, {
      approvals: [{ role: 'privacy', name: 'Bo' }],
      changeLog: undefined,
    }),
  ).toMatchObject({ kind: 'ready', draft: { record: { material: false, changeLog: null } } });
});

test('the same content again is no second version', () => {
  expect(asked([first], first)).toMatchObject({
    kind: 'published',
    version: { published: '2026-01-01' },
  });
});

test('a day that is taken, or earlier than the newest version, is refused', () => {
  const other = northwind({ published: '2026-01-01', days: 7 });
  const before = northwind({ published: '2025-12-01', days: 7 });

  expect(refusals([first], other)).toEqual([
    'the version of 2026-01-01 is published with other content, and a published version never changes: write a later `published:` in policy.yaml',
  ]);
  expect(refusals([first], before, { today: '2025-12-01' })).toEqual([
    'a version of 2026-01-01 is published: `published: 2025-12-01` in policy.yaml must be a later day',
  ]);
});

test('a publication cannot be backdated, for the notice would count from a day on which nobody was told', () => {
  expect(refusals([first], longer, { today: '2026-03-15' })).toEqual([
    '`published: 2026-03-01` in policy.yaml has passed: readers cannot be told on a day before today, 2026-03-15',
  ]);
});

test('an effective date before publication is refused', () => {
  const { version } = first;
  const policy = { ...first, version: { ...version, effective: '2025-12-31' } };

  expect(asked([], policy)).toEqual({
    kind: 'refused',
    refusals: ['it would take effect on 2025-12-31, before it is published on 2026-01-01'],
  });
});

describe('a text from before', () => {
  const text = new TextEncoder().encode('Deleted orders are gone within 30 days.\n');
  const draft = legacyVersion({
    text,
    published: '2025-06-01',
    effective: '2025-06-01',
    today: '2026-01-01',
  });
  const files = [keysFile, ...sealVersion(draft, signingKey)];

  test('is kept byte for byte, and says that nobody stated its rules', () => {
    const { versions, problems } = verifyVersions(files);

    expect(problems).toEqual([]);
    expect(versions).toMatchObject([
      {
        published: '2025-06-01',
        text: 'Deleted orders are gone within 30 days.\n',
        record: { legacy: true, policySha256: null, signed: '2026-01-01' },
      },
    ]);
  });

  test('is not given rules later without a signature', () => {
    const added = [...files, { name: '2025-06-01.policy.json', bytes: text }];

    expect(verifyVersions(added).problems).toEqual([
      {
        version: '2025-06-01',
        file: '2025-06-01.policy.json',
        message: 'the version was signed without rules',
      },
    ]);
  });

  test('makes whatever follows it count as a loosening, since nothing tells', () => {
    const request: PublishRequest = {
      policy: first,
      versions: verifyVersions(files).versions,
      approvals: [],
      today: '2026-01-01',
    };

    expect(prepareVersion(request)).toEqual({
      kind: 'refused',
      refusals: [
        'the version of 2025-06-01 is a text without rules, so this one may loosen it and lacks an effective date at least 30 days after publication on 2026-01-01, not 2026-01-01',
        'nobody in the role `legal` has approved it: --approved-by "legal:NAME"',
        'it loosens, or may, and the change log has no entry: write what changes under `## 2026-01-01` in CHANGELOG.md beside policy.yaml',
      ],
    });
  });
});

interface Terms {
  readonly approvals?: PublishRequest['approvals'];
  readonly changeLog?: string | undefined;
  readonly today?: string;
}

/** Asks to publish a policy after these, on its own day and with all it could need. */
function asked(
  before: readonly CompiledPolicy[],
  policy: CompiledPolicy,
  terms: Terms = {},
): ReturnType<typeof prepareVersion> {
  const changeLog = 'changeLog' in terms ? terms.changeLog : 'Deleted orders stay for 60 days.';
  return prepareVersion({
    policy,
    versions: verifyVersions(folderOf(before)).versions,
    approvals: terms.approvals ?? legal,
    ...(changeLog === undefined ? {} : { changeLog }),
    today: terms.today ?? policy.version.published,
  });
}

function refusals(
  before: readonly CompiledPolicy[],
  policy: CompiledPolicy,
  terms: Terms = {},
): readonly string[] {
  const preparation = asked(before, policy, terms);
  return preparation.kind === 'refused' ? preparation.refusals : [];
}
