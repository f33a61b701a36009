import { overlaps } from '../categories.ts';
import type { Content } from '../check.ts';
import { rulesOf } from '../rules-of.ts';
import type { Right } from '../verbs/grant.ts';
import { says, stub, type Statute } from './statute.ts';

/** Regulation (EU) 2016/679, what articles 12 to 14 ask a notice to say. */
export const gdpr: readonly Statute[] = [
  {
    code: 'G01',
    source: 'GDPR art. 13(1)(c)',
    weight: 'demanded',
    question: 'On which legal basis does each purpose rest?',
    stub: stub('use.legal-basis', 'basis of each purpose'),
    isAnswered: says(/legal basis|lawful basis/i),
  },
  {
    code: 'G02',
    source: 'GDPR art. 13(1)(d)',
    weight: 'demanded',
    question: 'Which legitimate interests are relied on, and for which purposes?',
    stub: stub('use.legitimate-interests', 'the interests, by purpose'),
    isAnswered: says(/legitimate interest/i),
  },
  {
    code: 'G03',
    source: 'GDPR art. 13(1)(a), 27',
    weight: 'demanded',
    question:
      'At which postal address is the controller reached, and who represents it in the EU and the UK?',
    stub: stub('contact.address', 'address and representative'),
    isAnswered: says(/\brepresentative\b|\b(?:street|avenue|road|straße|suite)\b/i),
  },
  {
    code: 'G04',
    source: 'GDPR art. 13(1)(b), 37',
    weight: 'demanded',
    question: 'Who is the data protection officer, or is none required?',
    stub: stub('contact.data-protection-officer', 'name and contact, or that none is required'),
    isAnswered: says(/data protection officer|\bDPO\b/i),
  },
  {
    code: 'G05',
    source: 'GDPR art. 13(1)(f), 44 to 49',
    weight: 'demanded',
    question: 'Does data leave the EU, under which safeguard, and how does one get a copy of it?',
    stub: stub('sharing.transfers', 'countries, safeguard, where to get a copy'),
    isAnswered: says(
      /third countr|transfer(?:red|s)? (?:to|outside)|standard contractual clauses|adequacy/i,
    ),
  },
  {
    code: 'G06',
    source: 'GDPR art. 13(1)(e)',
    weight: 'demanded',
    question: 'Are the companies people sign in with recipients of their data too?',
    stub: stub('sharing.sign-in-providers', 'that they learn of each sign-in'),
    isAnswered: (policy) => senders(policy).every((id) => isShared(policy, id)),
  },
  {
    code: 'G07',
    source: 'GDPR art. 13(2)(a); CCPA 1798.100(a)(3)',
    weight: 'demanded',
    question:
      'How long is each category kept that is collected and that no clause keeps for a time?',
    stub: stub('retention.other-data', 'period or criteria by category'),
    isAnswered: (policy) => collected(policy).every((category) => isKept(policy, category)),
  },
  {
    code: 'G08',
    source: 'GDPR art. 13(2)(b), 21(4)',
    weight: 'demanded',
    question: 'Is the right to object said clearly and apart from the rest?',
    stub: stub('rights.object', 'to which uses, and how'),
    isAnswered: says(/right to object/i),
  },
  {
    code: 'G09',
    source: 'GDPR art. 13(2)(c), 7(3)',
    weight: 'demanded',
    question: 'Where a use rests on consent: how is it withdrawn?',
    stub: stub('rights.withdraw-consent', 'how, and that it is as easy as giving it'),
    isAnswered: says(/withdraw/i),
  },
  {
    code: 'G10',
    source: 'GDPR art. 13(2)(d), 77',
    weight: 'demanded',
    question: 'To which supervisory authority can people complain?',
    stub: stub('rights.complaint', 'that they can, and to whom'),
    isAnswered: says(/supervisory authority|lodge a complaint/i),
  },
  {
    code: 'G11',
    source: 'GDPR art. 13(2)(e)',
    weight: 'demanded',
    question: 'Must people give the data, and what follows if they do not?',
    stub: stub('collection.required', 'what is required, and what follows'),
    isAnswered: says(/\b(?:required|obliged|mandatory) to provide|if you do not provide/i),
  },
  {
    code: 'G12',
    source: 'GDPR art. 13(2)(f), 22',
    weight: 'demanded',
    question: 'Are there decisions by machines alone, or profiling?',
    stub: stub('use.automated-decisions', 'none, or the logic and the consequences'),
    isAnswered: says(/automated decision|profiling/i),
  },
  {
    code: 'G13',
    source: 'GDPR art. 13(3), 14(4)',
    weight: 'expected',
    question: 'What happens before data is used for a further purpose?',
    stub: stub('use.further-purposes', 'that people are told before'),
    isAnswered: says(/(?:other|further|new) purpose/i),
  },
  {
    code: 'G14',
    source: 'GDPR art. 14(1)(d)',
    weight: 'demanded',
    question: 'Does a sign-in provider give more than the clause says, such as an id or a picture?',
    stub: stub('collection.provider-id', 'what else the provider gives'),
    isAnswered: (policy) => senders(policy).length === 0,
  },
  {
    code: 'G15',
    source: 'GDPR art. 12(3), 12(5), 12(6)',
    weight: 'expected',
    question: 'By when are requests answered, at what cost, and how is the person identified?',
    stub: '- id: rights.answers\n  text: We answer within {{ grant.within }}, free of charge.\n  grant:\n    rights: [access, rectify, erase]\n    within: 1 month',
    isAnswered: (policy) =>
      rulesOf(policy, 'grant').some(({ clause }) =>
        clause.text.some(
          (segment) => segment.kind === 'binding' && segment.path === 'grant.within',
        ),
      ),
  },
  {
    code: 'G16',
    source: 'GDPR art. 4(7), 28',
    weight: 'expected',
    question:
      'Who is the controller of what customers upload, and where is the agreement about it?',
    stub: stub('about.customer-content', 'controller or processor, and the agreement'),
    isAnswered: says(/data processing (?:agreement|addendum)|\bDPA\b|on behalf of our customers/i),
  },
  {
    code: 'G17',
    source: 'ePrivacy Directive art. 5(3)',
    weight: 'demanded',
    question: 'Are cookies or similar storage used, and for what?',
    stub: stub('collection.cookies', 'none, or which and for what'),
    isAnswered: says(/cookie|local storage/i),
  },
  {
    code: 'G18',
    source: 'GDPR art. 8; COPPA; CCPA 1798.120(c)',
    weight: 'expected',
    question: 'From which age on may people use the service?',
    stub: stub('about.age', 'the age, and what happens below it'),
    isAnswered: says(/children|minors|years of age|under the age/i),
  },
  {
    code: 'G29',
    source: 'WP260 rev.01, paragraphs 29 to 31',
    weight: 'expected',
    question: 'Where are former versions, and how are people told of a change?',
    stub: stub('about.changes', 'where former versions are, and how changes are announced'),
    isAnswered: says(
      /(?:previous|former|earlier) versions|notify you (?:of|about) (?:any )?change|changes to this (?:privacy )?policy/i,
    ),
  },
  {
    code: 'G31',
    source: 'GDPR art. 33, 34',
    weight: 'expected',
    question: 'Are people told of a breach of their data?',
    stub: stub('security.breach', 'when and how they are told'),
    isAnswered: says(/breach/i),
  },
  {
    code: 'G33',
    source: 'ISO/IEC 29184:2020, 5.3.9 and 5.3.16',
    weight: 'expected',
    question: 'Where is the data stored, and what could happen to the person?',
    stub: stub('about.location-and-risks', 'countries of storage, and risks'),
    isAnswered: says(/stored in (?:the )?[A-Z]|located in data cent/),
  },
  ...missingRights(),
];

function missingRights(): readonly Statute[] {
  const rights: readonly (readonly [Right, string, string])[] = [
    ['access', '15', 'see their data'],
    ['rectify', '16', 'correct it'],
    ['erase', '17', 'have it erased'],
    ['restrict', '18', 'have its use restricted'],
    ['portability', '20', 'take it along'],
    ['object', '21', 'object to a use'],
  ];
  return rights.map(([right, article, words]) => ({
    code: `G24.${right}`,
    source: `GDPR art. 13(2)(b), ${article}`,
    weight: 'demanded',
    question: `How can people ${words}?`,
    stub: `- id: rights.${right}\n  text: …\n  grant:\n    rights: [${right}]\n    within: 1 month`,
    isAnswered: (policy) =>
      rulesOf(policy, 'grant').some(({ rule }) => rule.rights.includes(right)),
  }));
}

function senders(policy: Content): readonly string[] {
  return rulesOf(policy, 'collect')
    .filter(({ rule }) => rule.source === 'recipient')
    .flatMap(({ rule }) => rule.from);
}

function isShared(policy: Content, recipient: string): boolean {
  return rulesOf(policy, 'share').some(({ rule }) =>
    rule.recipients.some((each) => each.recipient === recipient),
  );
}

function collected(policy: Content): readonly string[] {
  return rulesOf(policy, 'collect').flatMap(({ rule }) => rule.data);
}

function isKept(policy: Content, category: string): boolean {
  return rulesOf(policy, 'retain').some(({ rule }) =>
    rule.data.some((each) => overlaps(policy.vocabulary, each, category)),
  );
}
