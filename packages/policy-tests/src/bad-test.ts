import type { CompiledPolicy } from '@troth/compiler';
import { diagnostic, type Diagnostic } from '@troth/diagnostics';
import type { Document, Path } from '@troth/language';
import { namesOf } from './decision-case.ts';
import { instantOf } from './instant.ts';
import { ACTIONS, type TestCase, type TestFile, type Then, type When } from './test-file.ts';

/** The clauses a test names: it fails when they stop doing what it says. */
export function clausesNamed({ permit, deny, clause, sentence }: Then): readonly string[] {
  return [
    ...namesOf(permit ?? true),
    ...namesOf(deny ?? true),
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

/** Whether `when` and `then` speak of the same. */
function badPair(when: When | undefined, then: Then, policy: CompiledPolicy): readonly string[] {
  const decides = then.permit !== undefined || then.deny !== undefined;
  const dates = then.due !== undefined || then.starts !== undefined;
  if (when === undefined) {
    return decides || dates ? ['`then` expects an answer, and no `when` asks for one'] : [];
  }
  const actions = ACTIONS.filter((action) => when[action] !== undefined);
  if (actions.length + Number(when.event !== undefined) !== 1) {
    return [`\`when\` must hold exactly one of ${[...ACTIONS, 'event'].join(', ')}`];
  }
  return when.event === undefined
    ? badDecision(when, then, dates)
    : badEvent(when, when.event, decides || then.owes !== undefined || !dates, policy);
}

function badDecision(when: When, then: Then, dates: boolean): readonly string[] {
  const { by } = when;
  const isAmbiguous = (then.permit === undefined) === (then.deny === undefined);
  return [
    ...(isAmbiguous ? ['`then` must hold either `permit` or `deny`'] : []),
    ...(when.for === undefined ? ['`for` is missing: the purpose'] : []),
    ...(dates || then.clause !== undefined ? ['`due`, `starts` and `clause` go with `event`'] : []),
    ...(then.owes !== undefined && then.deny !== undefined ? ['a deny owes nothing'] : []),
    ...(when.item !== undefined || when.at !== undefined
      ? ['`item` and `at` go with `event`']
      : []),
    ...(by !== undefined && (by.person === undefined) === (by.service === undefined)
      ? ['`by` must hold either `person` or `service`']
      : []),
  ];
}

function badEvent(
  when: When,
  event: string,
  isOther: boolean,
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
    ...(isOther ? ['with `event`, `then` holds `due`, `starts` and `clause`'] : []),
    ...(['for', 'to', 'from', 'by', 'with', 'subject'] as const)
      .filter((key) => when[key] !== undefined)
      .map((key) => `\`${key}\` does not go with \`event\``),
  ];
}
