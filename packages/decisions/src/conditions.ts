import type { Recipient, UseConditions } from '@troth/compiler';
import type { DecisionRequest, SubjectState } from './decision.ts';
import type { Digit, Word } from './layout.ts';

/** `owed`: the caller has not said, and can still see to it. */
export type Verdict = 'holds' | 'owed' | 'fails';

export type Judge = (request: DecisionRequest, state: SubjectState, now: Date) => Verdict;

/** Something that must hold for a permit: a small closed operation on the request, the state or now. */
export interface Condition {
  /** Invariant: two conditions that mean the same are judged the same, whatever the request. */
  readonly means: string;
  /** Numbers of the clauses that demand it. */
  readonly clauses: readonly number[];
  /** What is owed while the caller has not said. */
  readonly owes?: Owes;
  /** The rest of "… is denied: …" when it fails. */
  readonly because: string;
  readonly judge: Judge;
  /** What the verdict turns on alone, where other conditions turn on the same. */
  readonly turnsOn?: Word | Digit;
}

export type Owes =
  | { readonly type: 'aggregate'; readonly minimum: number }
  | { readonly type: 'kind'; readonly allowed: readonly string[] }
  | { readonly type: 'mask' }
  | { readonly type: 'log' }
  | { readonly type: 'notify' };

/** The conditions of one use rule. `objectors` are the clauses that let a subject object to the purpose. */
export function conditionsOf(
  conditions: UseConditions,
  clause: number,
  { purpose, objectors }: { readonly purpose: string; readonly objectors: readonly number[] },
): readonly Condition[] {
  const { aggregate, kinds, optOut, beneficiary, case: ofCase } = conditions;
  const { log, mask, notify } = conditions;
  const clauses = [clause];
  return [
    ...(aggregate === undefined ? [] : [inGroups(aggregate.minimum, clauses)]),
    ...(kinds === undefined ? [] : [ofKind(kinds, clauses)]),
    ...(optOut === true ? [unobjected(purpose, [clause, ...objectors])] : []),
    ...(beneficiary === undefined ? [] : [forTheSubject(clauses)]),
    ...(ofCase === true ? [inACase(clauses)] : []),
    ...(log === true ? [logged(clauses)] : []),
    ...(mask === true ? [masked(clauses)] : []),
    ...(notify === true ? [notified(clauses)] : []),
    ...personalConditions(conditions, purpose, clauses),
  ];
}

/** What depends on who the data subject is, and where they are met. Nothing here can be made up for later. */
function personalConditions(
  { consent, minimumAge, products }: UseConditions,
  purpose: string,
  clauses: readonly number[],
): readonly Condition[] {
  return [
    ...(consent === true ? [consented(purpose, clauses)] : []),
    ...(minimumAge === undefined ? [] : [oldEnough(minimumAge, clauses)]),
    ...(products === undefined ? [] : [inProducts(products, clauses)]),
  ];
}

/** An objection beats a consent: of the two the last word may not be known to be the yes. */
export function consented(purpose: string, clauses: readonly number[]): Condition {
  return {
    means: `consent ${purpose}`,
    clauses,
    because: 'no consent of the data subject to this purpose is on record',
    judge: (_, { consents = [], optOuts }) =>
      heldIf(consents.includes(purpose) && !optOuts.includes(purpose)),
  };
}

/** An age that nobody names is not old enough. */
function oldEnough(minimum: number, clauses: readonly number[]): Condition {
  return {
    means: `age ${minimum}`,
    clauses,
    because: `the data subject is not known to be ${minimum} years old`,
    judge: ({ context }) => heldIf((context?.age ?? -1) >= minimum),
  };
}

function inProducts(products: readonly string[], clauses: readonly number[]): Condition {
  return {
    means: meaning('product', products),
    clauses,
    because: `it is permitted in these products only: ${products.join(', ')}`,
    judge: ({ context }) => heldIf(products.includes(context?.product ?? '')),
    turnsOn: { name: 'product', read: ({ context }) => context?.product, words: products },
  };
}

/** A group size that is not stated stays owed even where the caller says it looks at groups. */
function inGroups(minimum: number, clauses: readonly number[]): Condition {
  return {
    means: `groups ${minimum}`,
    clauses,
    owes: { type: 'aggregate', minimum },
    because: `it is permitted in groups of at least ${minimum} data subjects only`,
    judge: ({ context }) => {
      const size = context?.groupSize;
      if (context?.aggregate === false || (size !== undefined && !(size >= minimum)))
        return 'fails';
      return context?.aggregate === undefined || size === undefined ? 'owed' : 'holds';
    },
  };
}

/** A closed list of kinds; an empty one, left by lists that exclude each other, never holds. */
export function ofKind(allowed: readonly string[], clauses: readonly number[]): Condition {
  return {
    means: meaning('kind', allowed),
    clauses,
    owes: { type: 'kind', allowed },
    because: `it is permitted for these kinds only: ${allowed.join(', ')}`,
    judge: ({ context }) => {
      if (context?.kind === undefined) return allowed.length > 0 ? 'owed' : 'fails';
      return heldIf(allowed.includes(context.kind));
    },
    turnsOn: { name: 'kind', read: ({ context }) => context?.kind, words: allowed },
  };
}

export function unobjected(purpose: string, clauses: readonly number[]): Condition {
  return {
    means: `objection ${purpose}`,
    clauses,
    because: 'the data subject has objected to this purpose',
    judge: (_, state) => heldIf(!state.optOuts.includes(purpose)),
  };
}

function forTheSubject(clauses: readonly number[]): Condition {
  return {
    means: 'beneficiary',
    clauses,
    because: 'it would benefit someone other than the data subject',
    judge: ({ context, subject }) =>
      heldIf(context?.beneficiary === undefined || context.beneficiary === subject?.id),
  };
}

function inACase(clauses: readonly number[]): Condition {
  return {
    means: 'case',
    clauses,
    because: 'no open case is named',
    judge: ({ context }) => heldIf(isStated(context?.caseId)),
  };
}

function logged(clauses: readonly number[]): Condition {
  return {
    means: 'log',
    clauses,
    owes: { type: 'log' },
    because: 'it would not be logged',
    judge: ({ context }) => said(context?.log),
  };
}

function masked(clauses: readonly number[]): Condition {
  return {
    means: 'mask',
    clauses,
    owes: { type: 'mask' },
    because: 'the data would not be masked',
    judge: ({ context }) => said(context?.mask),
  };
}

export function notified(clauses: readonly number[]): Condition {
  return {
    means: 'notify',
    clauses,
    owes: { type: 'notify' },
    because: 'the data subject would not be told',
    judge: ({ context }) => said(context?.notify),
  };
}

/** In force from the day it was signed until the day it expires begins, both in UTC. */
export function underContract(recipient: Recipient, clauses: readonly number[]): Condition {
  const { contract, name } = recipient;
  const from = Date.parse(contract?.signed ?? '');
  const until = contract?.expires === undefined ? Infinity : Date.parse(contract.expires);
  return {
    means: `contract ${recipient.id}`,
    clauses,
    because: `no contract with "${name}" is in force`,
    // A date that cannot be read is no number, and then neither comparison holds.
    judge: (_request, _state, now) => heldIf(from <= now.getTime() && now.getTime() < until),
  };
}

/** Inside of these countries nothing is asked; a recipient without a country is in none. */
export function safeguarded(
  { id, name, country = '', transfer }: Recipient,
  countries: ReadonlySet<string>,
  clauses: readonly number[],
): Condition {
  const isSafe = countries.has(country) || transfer !== undefined;
  return {
    means: `safeguard ${id} ${isSafe}`,
    clauses,
    because: `no safeguard for the transfer to "${name}" is on file`,
    judge: () => heldIf(isSafe),
  };
}

export function onBasis(bases: readonly string[], clauses: readonly number[]): Condition {
  return {
    means: meaning('basis', bases),
    clauses,
    because: `it takes a recorded disclosure and one of these bases: ${bases.join(', ')}`,
    judge: ({ context }) =>
      heldIf(bases.includes(context?.basis ?? '') && isStated(context?.disclosureId)),
  };
}

/** A list in whatever order means the same. */
function meaning(name: string, words: readonly string[]): string {
  return JSON.stringify([name, ...words.toSorted()]);
}

function said(answer: boolean | undefined): Verdict {
  return answer === undefined ? 'owed' : heldIf(answer);
}

function isStated(id: string | undefined): boolean {
  return id !== undefined && id.trim() !== '';
}

function heldIf(holds: boolean): Verdict {
  return holds ? 'holds' : 'fails';
}
