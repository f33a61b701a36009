import { describe, expect, test } from 'vitest';
import { diffPolicies } from './diff-policies.ts';
import type { Consequences } from './policy-diff.ts';
import { bakery, editedBakery } from './testing/bakery.ts';

describe('what follows from a change of the policy', () => {
  test('a loosening takes notice, from its publication on, and the approvals of the policy in force', () => {
    const undated = consequences([['within: 30 days', 'within: 60 days']]);
    const dated = consequences([
      ['within: 30 days', 'within: 60 days'],
      [
        'published: 2026-01-01, effective: 2026-01-01',
        'published: 2026-02-10, effective: 2026-04-01',
      ],
    ]);

    expect(undated).toEqual({
      notice: { days: 30 },
      approvals: ['founder', 'legal'],
      reconsent: [],
      code: [],
    });
    expect(dated?.notice).toEqual({ days: 30, until: '2026-03-12' });
  });

  test('a change cannot lower its own bar', () => {
    const found = consequences([
      ['notice_days: 30', 'notice_days: 1'],
      ['loosens: [legal, founder]', 'loosens: []'],
    ]);

    expect(found).toMatchObject({ notice: { days: 30 }, approvals: ['founder', 'legal'] });
  });

  test('a tightening takes its own approval and code that keeps it, and no notice', () => {
    expect(consequences([['within: 30 days', 'within: 7 days']])).toEqual({
      approvals: ['security'],
      reconsent: [],
      code: ['orders.erased'],
    });
  });

  test('a tightening that people keep is no matter for code', () => {
    expect(consequences([['every: 90 days', 'every: 30 days']])?.code).toEqual([]);
  });

  test('a new purpose is asked of those who accepted the old policy', () => {
    const found = consequences([
      [
        'use: { data: [customer, purchases], for: [delivery] }',
        'use: { data: [customer, purchases], for: [delivery, planning] }',
      ],
    ]);

    expect(found?.reconsent).toEqual([
      {
        clause: 'orders.used',
        who: 'everybody who accepted the version of 2026-01-01 or an older one',
      },
    ]);
  });

  test('where consent is the ground, those who consented are asked', () => {
    const found = consequences([
      ['kinds: [delay, recall], optOut: true', 'requires: [consent], optOut: true'],
      ['about {{ use.kinds }}', 'about your order'],
    ]);

    expect(found?.reconsent).toEqual([
      { clause: 'orders.mail', who: 'everybody who consented to letters' },
    ]);
  });

  test('a clause that comes and lets data go further is asked for too', () => {
    const found = consequences([
      [
        '  - id: orders.welcome',
        '  - id: orders.planned\n    text: We plan with names.\n    use: { data: [customer.name], for: [planning] }\n  - id: orders.welcome',
      ],
    ]);

    expect(found?.reconsent.map(({ clause }) => clause)).toEqual(['orders.planned']);
  });

  test.each([
    ['another wording', [['We bring you bread.', 'We bring you fresh bread.']]],
    [
      'a renamed clause',
      [['  - id: orders.card\n', '  - id: orders.no-cards\n    formerly: [orders.card]\n']],
    ],
    ['another comment', [['# What we ask for.', '# What we want.']]],
  ] as const)('nothing follows from %s', (_what, edits) => {
    expect(consequences(edits)).toBeUndefined();
  });
});

function consequences(
  edits: readonly (readonly [from: string, to: string])[],
): Consequences | undefined {
  return diffPolicies(bakery(), editedBakery(edits)).consequences;
}
