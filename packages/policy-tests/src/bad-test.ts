import type { CompiledPolicy } from '@troth/compiler';
import { diagnostic, type Diagnostic } from '@troth/diagnostics';
import type { Document, Path } from '@troth/language';
import { namesOf } from './decision-case.ts';
import { instantOf } from './instant.ts';
import {
  ACTIONS,
  PROMISES,
  type TestCase,
  type TestFile,
  type Then,
  type When,
} from './test-file.ts';

/** The clauses a test names: it fails when they stop doing what it says. */
export function clausesNamed({ permit, deny, granted, clause, sentence }: Then): readonly string[] {
  return [
    ...namesOf(permit ?? true),
    ...namesOf(deny ?? true),
    ...(typeof granted === 'boolean' ? [] : namesOf(granted ?? true)),
    ...(clause === undefined ? [] : [clause]),
    ...Object.keys(sentence ?? {}),
  ];
}

/**
 * What a test says that no test can mean. Unknown data, purposes and recipients are allowed in `when`:
 * that they are refused is worth a test.
 */
export function badTest(
  { name, now, when, then }: TestCase,
  place: number,
  { document, policy }: { readonly document: Document<TestFile>; readonly policy: CompiledPolicy },
): readonly Diagnostic[] {
  const at = (...path: Path): ReturnType<typeof document.at> =>
    document.at('tests', place, ...path);
  const bad = (message: string, ...path: Path): Diagnostic =>
    diagnostic('tests/bad-test', at(...path), message);
  const isDouble = document.value.tests.slice(0, place).some((other) => other.name === name);
  const times: readonly (readonly [string | undefined, Path])[] = [
    [document.value.now, ['now']],
    [now, ['now']],
    [when?.at, ['when', 'at']],
    [then.due === 'never' ? undefined : then.due, ['then', 'due']],
    [then.starts, ['then', 'starts']],
    ...Object.entries(then.stages ?? {}).map(
      ([stage, end]) => [end, ['then', 'stages', stage]] as const,
    ),
    ...Object.entries(then.kept ?? {}).map(
      ([category, until]) => [until, ['then', 'kept', category]] as const,
    ),
  ];
  return [
    ...(isDouble ? [bad(`\`${name}\` is the name of another test of this file`, 'name')] : []),
    ...times.flatMap(([time, path]) =>
      time === undefined || instantOf(time) !== undefined
        ? []
        : [
            bad(
              `\`${time}\` is neither a date nor an instant such as \`2026-03-31T12:00:00Z\``,
              ...path,
            ),
          ],
    ),
    ...clausesNamed(then)
      .filter((id) => !policy.clauses.some((clause) => clause.id === id))
      .map((id) => diagnostic('policy/unknown-clause', at('then'), `\`${id}\` is not a clause`)),
    ...badPair(when, then, policy).map((message) =>
      bad(message, when === undefined ? 'then' : 'when'),
    ),
  ];
}

/** The keys of `then` that go with each kind of `when`. */
const ANSWERS = {
  decision: ['permit', 'deny', 'owes'],
  event: ['due', 'starts', 'stages', 'clause', 'erased', 'kept', 'collected'],
  request: ['granted', 'within', 'extension', 'appeal', 'through'],
  nothing: PROMISES,
} as const;

/** Whether `when` and `then` speak of the same. */
function badPair(when: When | undefined, then: Then, policy: CompiledPolicy): readonly string[] {
  if (when === undefined) return badAnswers('nothing', then);
  const actions = ACTIONS.filter((action) => when[action] !== undefined);
  const asked = [when.event, when.request].filter((each) => each !== undefined);
  if (actions.length + asked.length !== 1) {
    return [`\`when\` must hold exactly one of ${[...ACTIONS, 'event', 'request'].join(', ')}`];
  }
  if (when.event !== undefined) return badEvent(when, when.event, then, policy);
  return when.request === undefined ? badDecision(when, then) : badRequest(when, then, policy);
}

/** A key of another kind is never read, and an answer that nobody checks is no test. */
function badAnswers(kind: keyof typeof ANSWERS, then: Then): readonly string[] {
  const own: readonly string[] = [...ANSWERS[kind], 'sentence'];
  const keys = Object.keys(then);
  const strange = keys.filter((key) => !own.includes(key)).map((key) => `\`${key}\``);
  if (kind === 'nothing' && strange.length > 0) {
    return [`${strange.join(', ')} expects an answer, and no \`when\` asks for one`];
  }
  const goesWith = `with ${article(kind)}, \`then\` holds ${ANSWERS[kind].join(', ')}`;
  const isAnswered = keys.some((key) => key !== 'sentence' && own.includes(key));
  if (strange.length > 0) return [`${goesWith}, not ${strange.join(', ')}`];
  return kind === 'nothing' || isAnswered ? [] : [goesWith];
}

function article(kind: keyof typeof ANSWERS): string {
  return kind === 'event' ? 'an event' : `a ${kind}`;
}

function badDecision(when: When, then: Then): readonly string[] {
  const { by } = when;
  const isAmbiguous = (then.permit === undefined) === (then.deny === undefined);
  return [
    ...badAnswers('decision', then),
    ...(isAmbiguous ? ['`then` must hold either `permit` or `deny`'] : []),
    ...(when.for === undefined ? ['`for` is missing: the purpose'] : []),
    ...(then.owes !== undefined && then.deny !== undefined ? ['a deny owes nothing'] : []),
    ...badKeys(when, ['item', 'at', 'of'], 'a decision'),
    ...(by !== undefined && (by.person === undefined) === (by.service === undefined)
      ? ['`by` must hold either `person` or `service`']
      : []),
  ];
}

function badEvent(
  when: When,
  event: string,
  then: Then,
  { vocabulary }: CompiledPolicy,
): readonly string[] {
  const type = vocabulary.events.find(({ id }) => id === event);
  const isKnownItem = vocabulary.categories.some(({ id }) => id === when.item);
  return [
    ...(type === undefined ? [`\`${event}\` is not an event of the vocabulary`] : []),
    ...(type?.about === 'item' && when.item === undefined
      ? ['`item` is missing: what was it?']
      : []),
    ...(when.item !== undefined && !isKnownItem ? [`\`${when.item}\` is not a category`] : []),
    ...badAnswers('event', then),
    ...badKeys(when, ['for', 'to', 'from', 'by', 'with', 'subject', 'of'], 'an event'),
  ];
}

function badRequest(when: When, then: Then, { vocabulary }: CompiledPolicy): readonly string[] {
  const unknown = namesOf(when.of ?? true).filter(
    (category) => !vocabulary.categories.some(({ id }) => id === category),
  );
  return [
    ...(when.of === undefined ? ['`of` is missing: which data?'] : []),
    ...unknown.map((category) => `\`${category}\` is not a category`),
    ...badAnswers('request', then),
    ...badKeys(when, ['to', 'from', 'by', 'with', 'item', 'at'], 'a request'),
  ];
}

function badKeys(when: When, keys: readonly (keyof When)[], kind: string): readonly string[] {
  return keys
    .filter((key) => when[key] !== undefined)
    .map((key) => `\`${key}\` does not go with ${kind}`);
}
