import { describe, expect, test } from 'vitest';
import { runPolicyTests, type PolicyTestResults } from './run-policy-tests.ts';
import { harbour } from './testing/harbour.ts';

const policy = harbour();

describe('what a policy promises without being asked', () => {
  test.each([
    '{ requires: { tls: TLS 1.2, cipher: AES-192, approvers: 2 } }',
    '{ staff: { booking-system: { roles: [deck-officers], factors: 2, signed-in-within: 8 hours } } }',
    '{ evidence: { fire-drill: 90 days } }',
    '{ contracts: { deny: [bank] } }',
    '{ retained: [trips] }',
    '{ settings: { notice_days: 30, approvals: { loosens: [legal], tightens: [] }, page: { status: internal } } }',
  ])('holds as stated: %s', (then) => {
    expect(run(`then: ${then}`)).toMatchObject({ passed: 1, diagnostics: [] });
  });

  test.each([
    ['{ requires: { tls: TLS 1.3 } }', 'expected tls TLS 1.3, got TLS 1.2'],
    ['{ settings: { notice_days: 60 } }', 'expected notice_days 60, got 30'],
    [
      '{ settings: { approvals: { loosens: [], tightens: [legal] } } }',
      'expected approvals.loosens: nothing; got legal; ' +
        'expected approvals.tightens: legal; got nothing',
    ],
    ['{ settings: { page: { status: public } } }', 'expected page.status public, got internal'],
    ['{ requires: { cipher: AES-256 } }', 'expected cipher AES-256, got AES-192'],
    ['{ requires: { approvers: 3 } }', 'expected approvers 3, got 2'],
    [
      '{ staff: { engine-room: { factors: 2 } } }',
      'expected restricted systems: engine-room; got booking-system; expected factors for engine-room 2, got 1',
    ],
    [
      '{ staff: { booking-system: { roles: [cooks], signed-in-within: 9 hours } } }',
      'expected roles of booking-system: cooks; got deck-officers; ' +
        'expected signed-in-within for booking-system 9 hours, got 8 hours',
    ],
    [
      '{ evidence: { fire-drill: 89 days } }',
      'expected evidence of fire-drill 89 days, got 90 days',
    ],
    [
      '{ evidence: { man-overboard: 1 year } }',
      'expected evidence of man-overboard 1 year, got nothing',
    ],
    [
      '{ contracts: { alarm: [bank] } }',
      'expected contracts whose absence means alarm: bank; got nothing; ' +
        'expected contracts whose absence means deny: nothing; got bank',
    ],
    ['{ retained: [booking] }', 'expected retained while an account is active: booking; got trips'],
  ])('and what is not stated fails: %s', (then, message) => {
    expect(run(`then: ${then}`).tests[0]?.message).toBe(message);
  });
});

describe('what comes of an event', () => {
  test.each([
    ['trip.booked', '{ collected: [booking.card, booking.name] }'],
    ['account.closed', '{ erased: [booking, trips], kept: { booking.card: 2033-03-01 } }'],
    ['trip.booked', '{ due: never, kept: {} }'],
  ])('%s holds with %s', (event, then) => {
    const results = run(`when: { event: ${event}, at: 2026-03-01 }\n    then: ${then}`);

    expect(results).toMatchObject({ passed: 1, diagnostics: [] });
  });

  test.each([
    ['{ collected: [booking.name] }', 'expected to be collected: booking.name; got nothing'],
    ['{ erased: [trips] }', 'expected to be erased: trips; got booking, trips'],
    [
      '{ kept: { booking.card: 2032-03-01 } }',
      'expected to be kept by law: booking.card until 2032-03-01T00:00:00.000Z; ' +
        'got booking.card until 2033-03-01T00:00:00.000Z',
    ],
  ])('a closed account does not do %s', (then, message) => {
    const results = run(`when: { event: account.closed, at: 2026-03-01 }\n    then: ${then}`);

    expect(results.tests[0]?.message).toBe(message);
  });
});

describe('what a person may ask for', () => {
  test.each([
    [
      'request: access, of: booking.name, subject: { region: SE }',
      'granted: rights.see, within: 1 month, through: email',
    ],
    ['request: access, of: [booking, trips], subject: { region: SE }', 'granted: false'],
    ['request: access, of: booking, subject: { region: FR }', 'granted: false'],
    ['request: access, of: booking', 'granted: false'],
    ['request: object, of: booking.name, for: news', 'granted: true, through: link'],
    ['request: object, of: booking.name, for: travel', 'granted: false'],
    ['request: erase, of: booking', 'granted: false'],
  ])('%s is answered by %s', (when, then) => {
    const results = run(`when: { ${when} }\n    then: { ${then} }`);

    expect(results.tests.map(({ message }) => message)).toEqual([undefined]);
  });

  test.each([
    [
      'granted: true',
      'request: erase, of: booking',
      'expected the right to be granted, no clause does',
    ],
    [
      'granted: rights.object',
      'request: access, of: booking, subject: { region: SE }',
      'expected the right to be granted by: rights.object; got rights.see',
    ],
    [
      'within: 2 weeks',
      'request: access, of: booking, subject: { region: SE }',
      'expected an answer within: 14 days; got 1 month',
    ],
    [
      'granted: rights.object',
      'request: object, of: booking, for: [news, travel]',
      'travel: expected the right to be granted by: rights.object; got nothing',
    ],
  ])('%s does not hold of %s', (then, when, message) => {
    const results = run(`when: { ${when} }\n    then: { ${then} }`);

    expect(results.tests[0]?.message).toBe(message);
  });
});

describe('a question about several purposes or recipients', () => {
  test('is asked of each by itself, and the one that differs is named', () => {
    const holds = run(
      'when: { share: booking.name, for: [travel, news], to: [bank, pier] }\n    then: { deny: true }',
    );
    const fails = run(
      'when: { use: booking.name, for: [travel, news] }\n    then: { permit: tickets.used }',
    );

    expect(holds.passed).toBe(1);
    expect(fails.tests[0]?.message).toBe(
      'news: expected permit, got deny by tickets.used: Use of "names" for "news" is denied: ' +
        'the policy keeps this data for "travel" alone.',
    );
  });
});

describe('an answer that nothing asks for', () => {
  test.each([
    ['when: { use: booking, for: travel }\n    then: { permit: true, requires: { tls: TLS 1.2 } }'],
    ['when: { event: account.closed }\n    then: { granted: true }'],
    ['when: { request: access, of: booking }\n    then: { due: never }'],
    ['when: { request: access }\n    then: { granted: true }'],
    ['when: { request: access, of: nothing-known }\n    then: { granted: true }'],
    ['when: { request: access, of: booking, event: account.closed }\n    then: { granted: true }'],
    ['then: { within: 1 month }'],
  ])('is a mistake of the test, not a pass: %s', (test_) => {
    const results = run(test_);

    expect(results.passed).toBe(0);
    expect(results.diagnostics[0]?.code).toBe('tests/bad-test');
  });
});

function run(lines: string): PolicyTestResults {
  const text = `tests:\n  - name: A\n    ${lines}\n`;
  return runPolicyTests(policy, [{ path: 'policy/tests/a.yaml', text }]);
}
