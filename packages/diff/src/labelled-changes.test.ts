import { describe, expect, test } from 'vitest';
import { diffPolicies } from './diff-policies.ts';
import { bakery, editedBakery } from './testing/bakery.ts';

type Edit = readonly [from: string, to: string];

/** What a lawyer changes, and what it is: `clause kind direction`, sorted by place. Nothing: no change at all. */
const CHANGES: readonly (readonly [
  title: string,
  edits: readonly Edit[],
  is: readonly string[],
])[] = [
  // Windows
  [
    'a longer window',
    [['within: 30 days', 'within: 60 days']],
    ['orders.erased erase.within loosens'],
  ],
  [
    'a shorter window',
    [['within: 30 days', 'within: 7 days']],
    ['orders.erased erase.within tightens'],
  ],
  [
    'a month for thirty days',
    [['within: 30 days', 'within: 1 month']],
    ['orders.erased erase.within mixed'],
  ],
  [
    'days spelled as hours',
    [['within: 30 days', 'within: 720 hours']],
    ['orders.erased text editorial'],
  ],
  [
    'another event',
    [['after: account.closed', 'after: order.cancelled']],
    ['orders.erased erase.after mixed'],
  ],
  [
    'less is erased',
    [['erase: { data: [customer, purchases]', 'erase: { data: [customer]']],
    ['orders.erased erase.data loosens'],
  ],
  [
    'more is erased',
    [['erase: { data: [customer, purchases]', 'erase: { data: [customer, purchases, allergies]']],
    ['orders.erased erase.data tightens'],
  ],
  // Collection and use
  [
    'more is collected',
    [['[customer.name, customer.street], from', '[customer], from']],
    ['orders.collected collect.data loosens'],
  ],
  [
    'one thing more is collected',
    [
      [
        '[customer.name, customer.street], from',
        '[customer.name, customer.street, allergies], from',
      ],
    ],
    ['orders.collected collect.data loosens'],
  ],
  [
    'one thing less is collected',
    [['[customer.name, customer.street], from', '[customer.name], from']],
    ['orders.collected collect.data tightens'],
  ],
  [
    'collected by itself',
    [['from: data subject', 'from: automatic']],
    ['orders.collected collect.source mixed'],
  ],
  [
    'one purpose more',
    [
      [
        'use: { data: [customer, purchases], for: [delivery] }',
        'use: { data: [customer, purchases], for: [delivery, planning] }',
      ],
    ],
    ['orders.used use.purposes loosens'],
  ],
  [
    'the parent counts as its children',
    [['use: { data: [customer, purchases]', 'use: { data: [customer, customer.name, purchases]']],
    [],
  ],
  ['smaller groups', [['minimum: 10', 'minimum: 5']], ['orders.counted use.aggregate loosens']],
  ['larger groups', [['minimum: 10', 'minimum: 20']], ['orders.counted use.aggregate tightens']],
  ['no mask', [[', requires: [mask]', '']], ['orders.counted use.mask loosens']],
  [
    'a mask and a log',
    [['requires: [mask]', 'requires: [mask, log]']],
    ['orders.counted use.log tightens'],
  ],
  [
    'smaller groups, and a log',
    [['minimum: 10 }, requires: [mask]', 'minimum: 5 }, requires: [mask, log]']],
    ['orders.counted use.aggregate loosens', 'orders.counted use.log tightens'],
  ],
  [
    'one kind of letter more',
    [['kinds: [delay, recall]', 'kinds: [delay, recall, offers]']],
    ['orders.mail use.kinds loosens'],
  ],
  ['no way to say no', [[', optOut: true', '']], ['orders.mail use.optOut loosens']],
  [
    'only with consent',
    [[', optOut: true', ', optOut: true, requires: [consent]']],
    ['orders.mail use.consent tightens'],
  ],
  [
    'no longer alone',
    [['only: [delivery]', 'for: [delivery]']],
    ['orders.allergies use.only loosens'],
  ],
  [
    'more is for delivery alone',
    [['{ data: [allergies], only', '{ data: [allergies, customer.street], only']],
    ['orders.allergies use.data tightens'],
  ],
  [
    'no longer narrowed',
    [['    narrows: [orders.used]\n', '']],
    ['orders.counted narrows loosens'],
  ],
  // Never, retain, disclose
  [
    'more is never stored',
    [['store: [card]', 'store: [card, allergies]']],
    ['orders.card never.data tightens'],
  ],
  [
    'something else is never done',
    [['store: [card]', 'sell: [card]']],
    ['orders.card never.act mixed'],
  ],
  [
    'more is kept while an account is open',
    [['retain: { data: [allergies]', 'retain: { data: [allergies, card]']],
    ['orders.kept retain.data mixed'],
  ],
  [
    'the exception goes',
    [['    exceptTo: [orders.erased]\n', '']],
    ['orders.bills exceptTo tightens'],
  ],
  [
    'one more exception',
    [['exceptTo: [orders.erased]', 'exceptTo: [orders.erased, orders.allergies]']],
    ['orders.bills exceptTo loosens'],
  ],
  [
    'one person agrees',
    [['approvers: 2', 'approvers: 1']],
    ['orders.court disclose.approvers loosens'],
  ],
  [
    'one more basis',
    [['bases: [law]', 'bases: [law, legal-process]']],
    ['orders.court disclose.bases loosens'],
  ],
  // Sharing
  [
    'one more recipient',
    [
      [
        'for: [delivery] }] }',
        'for: [delivery] }, { recipient: printer, data: [customer.name], for: [letters] }] }',
      ],
    ],
    ['orders.couriers share.recipients loosens'],
  ],
  [
    'the courier sees more',
    [
      [
        'recipient: courier, data: [customer.street]',
        'recipient: courier, data: [customer.street, customer.name]',
      ],
    ],
    ['orders.couriers share.courier loosens'],
  ],
  [
    'a missing contract is an alarm',
    [['missing: deny', 'missing: alarm']],
    ['orders.contract contract.missing loosens'],
  ],
  [
    'one more contract',
    [['contract: { with: [courier]', 'contract: { with: [courier, printer]']],
    ['orders.contract contract.recipients tightens'],
  ],
  // Safety and rights
  ['an older TLS', [['TLS 1.2', 'TLS 1.1']], ['safety.transit encrypt.minimum loosens']],
  ['a newer TLS', [['TLS 1.2', 'TLS 1.3']], ['safety.transit encrypt.minimum tightens']],
  ['a shorter key', [['AES-192', 'AES-128']], ['safety.rest encrypt.cipher loosens']],
  ['a longer key', [['AES-192', 'AES-256']], ['safety.rest encrypt.cipher tightens']],
  ['one factor', [[', mfa: required', '']], ['safety.staff restrict.mfa loosens']],
  [
    'one more role',
    [['to: [bakers]', 'to: [bakers, millers]']],
    ['safety.staff restrict.roles loosens'],
  ],
  [
    'a younger sign-in',
    [['fresh: 8 hours', 'fresh: 4 hours']],
    ['safety.staff restrict.fresh tightens'],
  ],
  [
    'fewer reviews',
    [['every: 90 days', 'every: 180 days']],
    ['safety.review control.every loosens'],
  ],
  [
    'one more right',
    [['rights: [access]', 'rights: [access, export]']],
    ['safety.access grant.rights tightens'],
  ],
  ['rights for everybody', [[', regions: [NORTH]', '']], ['safety.access grant.regions tightens']],
  [
    'rights for others',
    [['regions: [NORTH]', 'regions: [SOUTH]']],
    ['safety.access grant.regions mixed'],
  ],
  [
    'a later answer',
    [['within: 1 month', 'within: 2 months']],
    ['safety.access grant.within loosens'],
  ],
  [
    'another channel',
    [['channel: email', 'channel: dashboard']],
    ['safety.access grant.channel mixed'],
  ],
  // Clauses that come, go, move and are renamed
  [
    'a promise goes',
    [['  - id: orders.card\n    text: We store no cards.\n    never: { store: [card] }\n', '']],
    ['orders.card clause-removed loosens'],
  ],
  [
    'a permit goes',
    [
      [
        '  - id: orders.court\n    text: A court may ask.\n    disclose: { data: [purchases], bases: [law], approvers: 2 }\n',
        '',
      ],
    ],
    ['orders.court clause-removed tightens'],
  ],
  [
    'a promise comes',
    [
      [
        '  - id: orders.welcome',
        '  - id: orders.no-sale\n    text: We sell nothing.\n    never: { sell: all }\n  - id: orders.welcome',
      ],
    ],
    ['orders.no-sale clause-added tightens'],
  ],
  [
    'words without a rule come',
    [
      [
        '  - id: safety.transit',
        '  - id: safety.care\n    text: We take care.\n    informational: true\n    because: It promises nothing.\n  - id: safety.transit',
      ],
    ],
    ['safety.care clause-added mixed'],
  ],
  [
    'a clause is renamed and says so',
    [['  - id: orders.card\n', '  - id: orders.no-cards\n    formerly: [orders.card]\n']],
    ['orders.no-cards id editorial'],
  ],
  [
    'a clause is renamed and does not say so',
    [['  - id: orders.card\n', '  - id: orders.no-cards\n']],
    ['orders.no-cards clause-added tightens', 'orders.card clause-removed loosens'],
  ],
  [
    'a renamed clause is also loosened',
    [
      ['  - id: orders.erased\n', '  - id: orders.gone\n    formerly: [orders.erased]\n'],
      ['exceptTo: [orders.erased]', 'exceptTo: [orders.gone]'],
      ['within: 30 days', 'within: 60 days'],
    ],
    ['orders.gone erase.within loosens', 'orders.gone id editorial'],
  ],
  [
    'a clause moves to the other section',
    [
      [
        '  - id: orders.welcome\n    text: We love bread.\n    informational: true\n    because: It promises nothing.\n',
        '',
      ],
      [
        'title: Safety\nclauses:\n',
        'title: Safety\nclauses:\n  - id: orders.welcome\n    text: We love bread.\n    informational: true\n    because: It promises nothing.\n',
      ],
    ],
    ['orders.welcome layout editorial'],
  ],
  [
    'two clauses change places',
    [
      [
        '  - id: safety.transit\n    text: We use {{ encrypt.minimum }}.\n    encrypt: { scope: in transit, minimum: TLS 1.2 }\n',
        '',
      ],
      [
        '  - id: safety.staff\n',
        '  - id: safety.transit\n    text: We use {{ encrypt.minimum }}.\n    encrypt: { scope: in transit, minimum: TLS 1.2 }\n  - id: safety.staff\n',
      ],
    ],
    ['safety.rest order editorial'],
  ],
  // Words and layout
  [
    'another wording',
    [['We bring you bread.', 'We bring you fresh bread.']],
    ['orders.used text editorial'],
  ],
  [
    'another reason for having no rule',
    [['because: It promises nothing.', 'because: It is a greeting.']],
    ['orders.welcome text editorial'],
  ],
  [
    'lists in another order',
    [['erase: { data: [customer, purchases]', 'erase: { data: [purchases, customer]']],
    [],
  ],
  ['another comment', [['# What we ask for.', '# What we ask you for, and why.']], []],
  [
    'another layout',
    [
      [
        'use: { data: [customer, purchases], for: [delivery] }',
        'use:\n      for:\n        - delivery\n      data: [ customer,\n        purchases ]',
      ],
    ],
    [],
  ],
  ['another title', [['title: Safety', 'title: Security']], ['policy section-titles editorial']],
  // Vocabulary
  [
    'a category moves in the tree',
    [['name: cards, parent: purchases', 'name: cards, parent: customer']],
    ['vocabulary category-card-parent mixed'],
  ],
  [
    'a part comes to a category',
    [['  - { id: purchases,', '  - { id: customer.door, name: doors }\n  - { id: purchases,']],
    ['vocabulary category-customer.door mixed'],
  ],
  [
    'a category that no rule speaks of comes',
    [['  - { id: allergies,', '  - { id: weather, name: weather }\n  - { id: allergies,']],
    ['vocabulary category-weather editorial'],
  ],
  [
    'another sensitivity',
    [['sensitivity: sensitive', 'sensitivity: ordinary']],
    ['vocabulary category-allergies-sensitivity mixed'],
  ],
  [
    'another name for a category',
    [['name: streets', 'name: addresses']],
    ['vocabulary category-customer.street editorial'],
  ],
  [
    'a recipient decides for itself',
    [['the courier, role: processor', 'the courier, role: controller']],
    ['vocabulary recipient-courier-role mixed'],
  ],
  [
    'a recipient moves to another country',
    [['service: delivery, country: SE', 'service: delivery, country: US']],
    ['vocabulary recipient-courier-country mixed'],
  ],
  [
    'one more host of a recipient',
    [['hosts: [print.example]', 'hosts: [print.example, ink.example]']],
    ['vocabulary recipient-printer-reached-by loosens'],
  ],
  [
    'a region loses a country',
    [['countries: [SE, FI]', 'countries: [SE]']],
    ['vocabulary region-NORTH-countries loosens'],
  ],
  [
    'a law keeps bills longer',
    [['period: 7 years', 'period: 10 years']],
    ['vocabulary obligation-bills-period loosens'],
  ],
  [
    'a purpose that nothing uses yet',
    [['  - { id: letters,', '  - { id: baking, name: baking }\n  - { id: letters,']],
    ['vocabulary purpose-baking editorial'],
  ],
  // Settings
  [
    'fewer days of notice',
    [['notice_days: 30', 'notice_days: 14']],
    ['policy notice_days loosens'],
  ],
  [
    'more days of notice',
    [['notice_days: 30', 'notice_days: 60']],
    ['policy notice_days tightens'],
  ],
  [
    'one approval fewer',
    [['loosens: [legal, founder]', 'loosens: [legal]']],
    ['policy approvals.loosens loosens'],
  ],
  ['another mailbox', [['privacy@crust.example', 'dpo@crust.example']], ['policy contact mixed']],
  [
    'another company',
    [['Crust and Crumb, Inc.', 'Crust Holdings, Inc.']],
    ['policy controller mixed'],
  ],
  [
    'another date',
    [
      [
        'published: 2026-01-01, effective: 2026-01-01',
        'published: 2026-02-01, effective: 2026-03-03',
      ],
    ],
    ['policy version editorial'],
  ],
];

describe('labelled policy changes', () => {
  const before = bakery();

  test.each(CHANGES)('%s', (_title, edits, is) => {
    const { changes, material } = diffPolicies(before, editedBakery(edits));

    const found = changes.map(
      ({ clause, kind, direction }) => `${clause} ${kind.replaceAll(' ', '-')} ${direction}`,
    );
    expect(found).toEqual(is);
    expect(material).toBe(is.some((label) => /(?:loosens|mixed)$/.test(label)));
  });

  test('the table is long enough to be worth its name, and each change is told apart', () => {
    expect(CHANGES.length).toBeGreaterThanOrEqual(40);
    expect(new Set(CHANGES.map(([title]) => title)).size).toBe(CHANGES.length);
  });
});
