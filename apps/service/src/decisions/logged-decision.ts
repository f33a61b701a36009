import type { Decision, DecisionContext, DecisionRequest, SubjectState } from '@troth/decisions';
import type { Pseudonyms } from '../runtime/pseudonyms.ts';
import type { SpokenWords } from './spoken-words.ts';

type Words = Pick<SpokenWords, 'has' | 'isRegion'>;

/** One decision as it is kept: enough to decide it again, and nobody in it but by pseudonym. */
export interface LoggedDecision {
  readonly id: string;
  readonly at: Date;
  readonly policyVersion: string;
  readonly request: DecisionRequest;
  /** What was recorded of the subject; absent: nothing. */
  readonly state?: SubjectState;
  readonly effect: Decision['effect'];
  readonly reasons: readonly string[];
}

/** A word that the policy does not speak may be anything, a name too; it is judged like any other such word. */
const UNSPOKEN = '?';

/** What is said in a request, as the log may keep it. */
export function loggable(
  { action, data, purpose, recipient, subject, actor, context }: DecisionRequest,
  words: Words,
  pseudonyms: Pseudonyms,
): DecisionRequest {
  const spoken = (word: string): string => (words.has(word) ? word : UNSPOKEN);
  return {
    action,
    data: data.map(spoken),
    purpose: spoken(purpose),
    ...(recipient === undefined ? {} : { recipient: spoken(recipient) }),
    ...(subject === undefined ? {} : { subject: subjectOf(subject, pseudonyms, words) }),
    ...(actor === undefined ? {} : { actor: { ...actor, id: pseudonyms.actor(actor.id) } }),
    ...(context === undefined ? {} : { context: contextOf(context, subject, pseudonyms, words) }),
  };
}

type Subject = NonNullable<DecisionRequest['subject']>;

/** A tenant is a customer organisation; it is in the pseudonym. */
function subjectOf({ id, tenant, region }: Subject, pseudonyms: Pseudonyms, words: Words): Subject {
  const ref = pseudonyms.subject(id, tenant);
  if (region === undefined) return { id: ref };
  return { id: ref, region: words.isRegion(region) ? region : UNSPOKEN };
}

/** Ids of cases and disclosures are kept as what matters of them: that they were named. */
function contextOf(
  context: DecisionContext,
  subject: Subject | undefined,
  pseudonyms: Pseudonyms,
  words: Words,
): DecisionContext {
  const kept: Record<string, unknown> = { ...context };
  for (const name of ['kind', 'source', 'basis', 'product'] as const) {
    const word = context[name];
    if (word !== undefined && !words.has(word)) kept[name] = UNSPOKEN;
  }
  for (const name of ['caseId', 'disclosureId'] as const) {
    const id = context[name];
    if (id !== undefined) kept[name] = id.trim() === '' ? '' : 'named';
  }
  if (context.beneficiary !== undefined) {
    kept['beneficiary'] =
      context.beneficiary === subject?.id
        ? pseudonyms.subject(subject.id, subject.tenant)
        : UNSPOKEN;
  }
  return kept;
}
