import type {
  Decider,
  Decision,
  DecisionContext,
  DecisionRequest,
  Obligation,
  SubjectState,
} from '@troth/decisions';
import { formatDuration } from '@troth/compiler';
import { parseDuration } from '@troth/language';
import {
  ACTIONS,
  type By,
  type Named,
  type Owes,
  type Then,
  type When,
  type With,
} from './test-file.ts';

/** What went wrong with a test of a decision; `undefined`: it holds. */
export function checkDecision(
  when: When,
  then: Then,
  now: Date,
  decider: Decider,
): string | undefined {
  const state: SubjectState = {
    optOuts: when.subject?.['opted-out-of'] ?? [],
    consents: when.subject?.['consented-to'] ?? [],
    restricted: when.subject?.restricted ?? false,
  };
  const requests = requestsOf(when);
  for (const { request, words } of requests) {
    const wrong = checkAnswer(decider.decide(request, state, now), then);
    if (wrong !== undefined) return requests.length === 1 ? wrong : `${words}: ${wrong}`;
  }
  return undefined;
}

function checkAnswer(decision: Decision, then: Then): string | undefined {
  const expected = then.permit === undefined ? 'deny' : 'permit';
  const named = namesOf(then.permit ?? then.deny ?? true);
  if (decision.effect !== expected) {
    return `expected ${expected}, got ${decision.effect} by ${listed(decision.reasons)}: ${decision.explanation}`;
  }
  const missing = named.filter((clause) => !decision.reasons.includes(clause));
  if (missing.length > 0) {
    return `${expected} is right, but by ${listed(decision.reasons)}, not by ${listed(missing)}`;
  }
  return then.owes === undefined ? undefined : checkOwed(then.owes, decision.obligations);
}

/** The clauses a test names. */
export function namesOf(named: Named): readonly string[] {
  if (named === true) return [];
  return typeof named === 'string' ? [named] : named;
}

interface Asked {
  readonly request: DecisionRequest;
  /** Which of several it is. */
  readonly words: string;
}

/** One for each purpose, recipient and source. */
function requestsOf(when: When): readonly Asked[] {
  const some = (named: Named | undefined): readonly (string | undefined)[] =>
    named === undefined ? [undefined] : namesOf(named);
  return some(when.for).flatMap((purpose) =>
    some(when.to).flatMap((recipient) =>
      some(when.from).map((source): Asked => {
        const words = [purpose, recipient, source].filter((word) => word !== undefined).join(', ');
        return { request: requestOf(when, purpose ?? '', recipient, source), words };
      }),
    ),
  );
}

function requestOf(
  when: When,
  purpose: string,
  recipient: string | undefined,
  source: string | undefined,
): DecisionRequest {
  const action = ACTIONS.find((each) => when[each] !== undefined) ?? 'use';
  const data = when[action] ?? [];
  const { subject } = when;
  return {
    action,
    data: typeof data === 'string' ? [data] : data,
    purpose,
    ...(recipient !== undefined && { recipient }),
    ...(subject !== undefined && {
      subject: {
        id: subject.id ?? 'the subject',
        ...(subject.region !== undefined && { region: subject.region }),
      },
    }),
    ...(when.by !== undefined && { actor: actorOf(when.by) }),
    context: contextOf(when.with ?? {}, source),
  };
}

function actorOf({
  person,
  service,
  factors,
  'signed-in': authTime,
}: By): NonNullable<DecisionRequest['actor']> {
  return {
    id: person ?? service ?? '',
    kind: person === undefined ? 'service' : 'person',
    ...(factors !== undefined && { amr: factors }),
    ...(authTime !== undefined && { authTime }),
  };
}

function contextOf(said: With, source: string | undefined): DecisionContext {
  const { 'group-size': groupSize, case: caseId, disclosure: disclosureId, ...same } = said;
  return {
    ...same,
    ...(groupSize !== undefined && { groupSize }),
    ...(caseId !== undefined && { caseId }),
    ...(disclosureId !== undefined && { disclosureId }),
    ...(source !== undefined && { source }),
  };
}

function checkOwed(owes: 'nothing' | Owes, obligations: readonly Obligation[]): string | undefined {
  const named = owes === 'nothing' ? {} : owes;
  const expected = expectedOf(named);
  const got = obligations.filter(({ type }) => isAskedFor(type, named)).map(wordsOf);
  if (expected.toSorted().join('; ') === got.toSorted().join('; ')) return undefined;
  return `expected to owe ${listed(expected)}, got ${listed(got)}`;
}

/** What every collection or sharing owes for the data themselves is looked at where a test names it. */
function isAskedFor(type: Obligation['type'], owes: Owes): boolean {
  return (type !== 'encrypt' && type !== 'delete-by') || owes[type] !== undefined;
}

function expectedOf(owes: Owes): readonly string[] {
  const { aggregate, kind, mask, log, notify, reauthenticate, encrypt = [] } = owes;
  const seconds = { hour: 3_600, day: 86_400, month: 28 * 86_400, year: 365 * 86_400 };
  const age = reauthenticate === undefined ? undefined : parseDuration(reauthenticate);
  const owed: Obligation[] = [];
  if (aggregate !== undefined) owed.push({ type: 'aggregate', minimum: aggregate });
  if (kind !== undefined) owed.push({ type: 'kind', allowed: kind });
  if (mask === true) owed.push({ type: 'mask' });
  if (log === true) owed.push({ type: 'log' });
  if (notify === true) owed.push({ type: 'notify', whom: 'data-subject' });
  if (age !== undefined) {
    owed.push({ type: 'reauthenticate', withinSeconds: age.amount * seconds[age.unit] });
  }
  const windows = Object.entries(owes['delete-by'] ?? {});
  return [
    ...owed.map(wordsOf),
    ...encrypt.map(encryptionInWords),
    ...windows.map(([event, within]) => deletionInWords(event, within)),
  ];
}

function wordsOf(obligation: Obligation): string {
  switch (obligation.type) {
    case 'aggregate':
      return `groups of at least ${obligation.minimum}`;
    case 'kind':
      return `a kind out of ${obligation.allowed.toSorted().join(', ')}`;
    case 'mask':
    case 'log':
    case 'notify':
      return obligation.type;
    case 'encrypt':
      return encryptionInWords(
        obligation.scope === 'in-transit'
          ? `TLS ${obligation.minimum}`
          : `${obligation.algorithm}-${obligation.bits}`,
      );
    case 'delete-by':
      return deletionInWords(obligation.after, formatDuration(obligation.within));
    case 'reauthenticate':
      return `a sign-in within ${obligation.withinSeconds} seconds`;
  }
}

function encryptionInWords(how: string): string {
  return `encryption with ${how}`;
}

function deletionInWords(event: string, within: string): string {
  return `deletion within ${within} of ${event}`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}
