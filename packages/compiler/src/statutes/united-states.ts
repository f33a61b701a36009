import { rulesOf } from '../rules-of.ts';
import { says, stub, type Statute } from './statute.ts';

/** What California and other states ask a notice to say. CCPA: Cal. Civ. Code 1798.100 and following. */
export const unitedStates: readonly Statute[] = [
  {
    code: 'G19',
    source: 'CCPA 1798.130(a)(5)(B), 1798.110(c)',
    weight: 'demanded',
    question:
      'Which categories, in the words of the statute, were collected in the last 12 months?',
    stub: stub('collection.categories', 'by the categories of 1798.140(v)'),
    isAnswered: says(/last (?:12|twelve) months|preceding (?:12|twelve) months/i),
  },
  {
    code: 'G20',
    source: 'CCPA 1798.110(c)(2), (3); 11 CCR 7011(e)',
    weight: 'demanded',
    question: 'From which sources and for which business purpose is each category collected?',
    stub: stub('collection.sources', 'sources and business purpose by category'),
    isAnswered: says(/business purpose/i),
  },
  {
    code: 'G21',
    source: 'CCPA 1798.130(a)(5)(C)',
    weight: 'demanded',
    question:
      'Which categories are sold or shared, and which are disclosed for a business purpose, to whom?',
    stub: stub('sharing.categories', 'two lists, by category and third party'),
    isAnswered: says(/disclosed? for a business purpose/i),
  },
  {
    code: 'G22',
    source: 'CCPA 1798.120, 1798.135; 11 CCR 7013, 7025',
    weight: 'demanded',
    question:
      'Is data shared for advertising across contexts, and are preference signals honoured?',
    stub: stub('sharing.no-cross-context-ads', 'none, or the opt-out link; the signal'),
    isAnswered: says(/cross-context|opt-out preference signal|global privacy control/i),
  },
  {
    code: 'G23',
    source: 'CCPA 1798.121, 1798.140(ae); 11 CCR 7014, 7027',
    weight: 'demanded',
    question:
      'Is sensitive data, such as a log-in with its password, used beyond what the statute allows?',
    stub: stub('use.sensitive', 'limited use, or the right to limit'),
    isAnswered: (policy) =>
      policy.vocabulary.categories.every(({ sensitivity }) => sensitivity === 'ordinary') ||
      says(/sensitive personal information/i)(policy),
  },
  {
    code: 'G24',
    source: 'CCPA 1798.130(a)(5)(A), 1798.125',
    weight: 'demanded',
    question:
      'Are the rights to know, delete, correct and opt out named so, and that using them has no ill effect?',
    stub: stub('rights.california', 'the rights, and no retaliation'),
    isAnswered: says(/right to know|retaliat|discriminat/i),
  },
  {
    code: 'G25',
    source: 'CCPA 1798.130(a)(1)',
    weight: 'demanded',
    question: 'By which methods are requests submitted?',
    stub: stub('rights.methods', 'two methods, or e-mail for a business that is online only'),
    isAnswered: (policy) => rulesOf(policy, 'grant').some(({ rule }) => rule.channel === 'email'),
  },
  {
    code: 'G26',
    source: '11 CCR 7060 to 7063',
    weight: 'demanded',
    question: 'How is a request verified, and how does an authorised agent make one?',
    stub: stub('rights.agents', 'verification, agents'),
    isAnswered: says(/authori[sz]ed agent/i),
  },
  {
    code: 'G27',
    source: '11 CCR 7011(e)',
    weight: 'demanded',
    question: 'Is anything known of selling data of people under 16?',
    stub: stub('sharing.minors', 'no knowledge of it, or what is done'),
    isAnswered: says(/under (?:the age of )?16/i),
  },
  {
    code: 'G28',
    source: 'CalOPPA, Bus. & Prof. Code 22575(b)(3) to (6)',
    weight: 'demanded',
    question:
      'From when is the policy in effect, how are changes announced, and how is Do Not Track answered?',
    stub: stub('about.effective', 'date, announcement, Do Not Track'),
    isAnswered: says(/do not track/i),
  },
  {
    code: 'G30',
    source: 'Va. Code 59.1-577; Colo. Rev. Stat. 6-1-1306; Conn. Gen. Stat. 42-518',
    weight: 'expected',
    question: 'Which rights have people of other states, and how do they appeal a refusal?',
    stub: stub('rights.appeal', 'how, and by when it is answered'),
    isAnswered: says(/appeal/i),
  },
];
