import type { DataSentFact, SentValue } from '@troth/facts';

import type { ScanContext } from './context.ts';
import { isSetting, meaningOfName, meaningOfPath } from './words/category-of.ts';
import type { Words } from './words/category-of.ts';
import { meaningOfWhole } from './words/whole-record.ts';
import type { Meaning } from './words/lexicon.ts';
import { hostCalled } from './words/recipient-of.ts';
import type { Reach } from './words/recipient-of.ts';

/** A value that says something about a person. */
export interface PersonalValue {
  /** As the code writes it, `user.email`. */
  readonly written: string;
  readonly meaning: Exclude<Meaning, { readonly kind: 'nothing' }>;
  readonly value: SentValue;
}

/**
 * The values of a call that are personal data, in the order written. One that a function further on
 * already knows to be personal is that function's: a flow is told once.
 */
export function personalValues(
  fact: DataSentFact,
  { words }: ScanContext,
): readonly PersonalValue[] {
  const known = valuesOf.get(words) ?? new WeakMap<DataSentFact, readonly PersonalValue[]>();
  valuesOf.set(words, known);
  const values = known.get(fact) ?? valuesIn(fact, words);
  known.set(fact, values);
  return values;
}

/** Found once for a fact: each rule about what is sent asks for them. */
const valuesOf = new WeakMap<Words, WeakMap<DataSentFact, readonly PersonalValue[]>>();

function valuesIn(fact: DataSentFact, words: Words): readonly PersonalValue[] {
  return fact.values.flatMap((value) => {
    const meaning = meaningOf(value, words);
    if (meaning.kind === 'nothing') return [];
    const inside = value.inside ?? [];
    const isToldInside = inside.some((form) => meaningOf(form, words).kind !== 'nothing');
    // A function that asks for a `customerId` is given one, though it stands as `session.customer`.
    const isReference = inside.some(isIdentifier) && isRecord(value, words);
    if (isToldInside || isReference) return [];
    return [{ written: writtenOf(value), meaning, value }];
  });
}

/** How a sink is reached; nothing for a log and for a host that neither its URL nor its setting tells. */
export function reachOf(
  sink: DataSentFact['sink'],
  { policy, catalogue }: ScanContext,
): Reach | undefined {
  switch (sink.kind) {
    case 'log':
    case 'place':
      return undefined;
    case 'package':
      return { kind: 'package', name: sink.name };
    case 'host': {
      if (sink.name !== 'unknown') return { kind: 'host', name: sink.name };
      const host = hostCalled(sink.called ?? '', [
        ...policy.vocabulary.recipients,
        ...catalogue.vendors,
      ]);
      return host === undefined ? undefined : { kind: 'host', name: host };
    }
  }
}

/** `user.email` and `user.name`, in backticks, at most three and a count. */
export function listed(values: readonly PersonalValue[]): string {
  const names = [...new Set(values.map(({ written }) => `\`${written}\``))];
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** As the code writes it: a destructured parameter has no name, and that of its type says nothing. */
function writtenOf({ path, type = '' }: SentValue): string {
  const [root = '', ...rest] = path;
  const isParameters = /(?:Params|Props|Input|Args|Options|Dto|Payload)$/u.test(type);
  const isTypes = rest.length > 0 && root.toLowerCase() === type.toLowerCase();
  return (isParameters && isTypes ? rest : path).join('.');
}

function isIdentifier({ path }: Pick<SentValue, 'path'>): boolean {
  return /(?:^i|I)ds?$/u.test(path.at(-1) ?? '');
}

/** Whether it is known as a whole record only, and not as a part of one. */
function isRecord({ path }: SentValue, words: Words): boolean {
  return meaningOfName(path.at(-1) ?? '', path.at(-2), words).kind === 'nothing';
}

function meaningOf(value: Omit<SentValue, 'at' | 'inside'>, words: Words): Meaning {
  if (value.fields !== undefined) {
    const whole = meaningOfWhole(value.path, value.fields, value.type, words);
    // `patient.address` is a person's, whatever its parts are called.
    return whole.kind === 'nothing' && value.path.length > 1
      ? meaningOfPath(value.path, undefined, words)
      : whole;
  }
  const named = meaningOfPath(value.path, value.type, words);
  if (named.kind !== 'nothing' || value.key === undefined) return named;
  // `{ email: to }`: the key knows better than the name; `{ name: teamName }`: the name does.
  return isSetting(value.path, words) ? named : meaningOfName(value.key, undefined, words);
}
