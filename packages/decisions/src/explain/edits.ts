import { rulesOf, type CompiledPolicy, type UseConditions } from '@troth/compiler';
import type { Decision, DecisionContext, DecisionRequest, SubjectState } from '../decision.ts';

/** A request with all that its answer can turn on. */
export interface Asked {
  readonly request: DecisionRequest;
  readonly state: SubjectState;
  readonly now: Date;
}

/** Answers as whoever explains would answer. */
export type Answering = (asked: Asked) => Decision;

type Actor = NonNullable<DecisionRequest['actor']>;

/** What a change sets: absent, the thing is left out. */
export type Value = string | number | boolean | readonly string[] | Actor;

/** One thing of a request, or of what is recorded of its subject, made different. */
export interface Edit {
  readonly what: string;
  readonly from?: Value | undefined;
  readonly to?: Value | undefined;
  readonly made: (asked: Asked) => Asked;
  /** The same, going less far; the least first. */
  readonly lesser?: readonly Edit[];
}

export function applied(asked: Asked, edits: readonly Edit[]): Asked {
  return edits.reduce((before, { made }) => made(before), asked);
}

export function purposeEdit({ request: { purpose: from } }: Asked, to: string): Edit {
  const made = ({ request, ...rest }: Asked): Asked => ({
    ...rest,
    request: { ...request, purpose: to },
  });
  return { what: 'purpose', from, to, made };
}

/** @param to absent: nobody */
export function recipientEdit({ request: { recipient: from } }: Asked, to?: string): Edit {
  const made = ({ request, ...rest }: Asked): Asked => {
    const { recipient: _, ...toNobody } = request;
    return { ...rest, request: to === undefined ? toNobody : { ...toNobody, recipient: to } };
  };
  return { what: 'recipient', from, to, made };
}

export function dataEdit({ request: { data: from } }: Asked, to: readonly string[]): Edit {
  const made = ({ request, ...rest }: Asked): Asked => ({
    ...rest,
    request: { ...request, data: to },
  });
  return { what: 'data', from, to, made };
}

/** Each thing that a clause may ask for, seen to; an edit that nobody asks for is dropped again later. */
export function favours(asked: Asked, policy: CompiledPolicy): readonly Edit[] {
  const { context = {} } = asked.request;
  const refused = (['mask', 'log', 'notify'] as const).filter((name) => context[name] === false);
  const named = (['kind', 'beneficiary', 'source'] as const).filter(
    (name) => context[name] !== undefined,
  );
  return [
    ...refused.map((name) => saying(asked, name, { [name]: true })),
    ...named.map((name) => leavingOut(asked, name)),
    ...(isStated(context.caseId) ? [] : [saying(asked, 'caseId', { caseId: '<an open case>' })]),
    ...(context.sale === true ? [saying(asked, 'sale', { sale: false })] : []),
    ...groups(asked, policy),
    ...ages(asked, policy),
    ...persons(asked),
    ...records(asked),
  ];
}

/** Things of which one out of a list is asked for: each way to choose one of each. */
export function choices(asked: Asked, policy: CompiledPolicy): readonly (readonly Edit[])[] {
  const { action, context = {} } = asked.request;
  const named = conditionsOf(policy).flatMap(({ products = [] }) => products);
  const products = [...new Set(named)].filter((product) => product !== context.product);
  const inProduct = [[], ...products.map((product) => [saying(asked, 'product', { product })])];
  if (action !== 'disclose') return inProduct;
  const bases = new Set(rulesOf(policy, 'disclose').flatMap(({ rule }) => rule.bases));
  const recorded = isStated(context.disclosureId)
    ? []
    : [saying(asked, 'disclosureId', { disclosureId: '<a recorded disclosure>' })];
  const onBasis = [...bases]
    .filter((basis) => basis !== context.basis)
    .map((basis) => [saying(asked, 'basis', { basis }), ...recorded]);
  return [recorded, ...onBasis].flatMap((basis) =>
    inProduct.map((product) => [...basis, ...product]),
  );
}

/** The smallest groups that some clause asks for, and larger ones. */
function groups(asked: Asked, policy: CompiledPolicy): readonly Edit[] {
  const { aggregate, groupSize } = asked.request.context ?? {};
  if (aggregate !== false && groupSize === undefined) return [];
  const sizes = conditionsOf(policy).flatMap((each) => each.aggregate?.minimum ?? []);
  const larger = ascending(sizes).filter((size) => size > (groupSize ?? 0));
  const together = aggregate === false ? [saying(asked, 'aggregate', { aggregate: true })] : [];
  const inGroupsOf = larger.map((size) => saying(asked, 'groupSize', { groupSize: size }));
  return [...together, ...furthest(inGroupsOf)];
}

function ages(asked: Asked, policy: CompiledPolicy): readonly Edit[] {
  const age = asked.request.context?.age;
  const asksFor = ascending(conditionsOf(policy).flatMap(({ minimumAge }) => minimumAge ?? []));
  const older = asksFor.filter((years) => years > (age ?? -1));
  return furthest(older.map((years) => saying(asked, 'age', { age: years })));
}

/** Who has access, how they signed in, and where the data subject is. */
function persons({ request: { action, actor, subject }, now }: Asked): readonly Edit[] {
  const places = subject?.region === undefined ? [] : [anywhere(subject.region)];
  if (action !== 'access') return places;
  const authTime = now.toISOString();
  if (actor === undefined) {
    const to: Actor = { id: '<a person>', kind: 'person', amr: ['mfa'], authTime };
    return [...places, { what: 'actor', to, made: byActor(() => to) }];
  }
  const amr = [...(actor.amr ?? []), 'mfa'];
  return [
    ...places,
    { what: 'actor.amr', from: actor.amr, to: amr, made: byActor((who) => ({ ...who, amr })) },
    {
      what: 'actor.authTime',
      from: actor.authTime,
      to: authTime,
      made: byActor((who) => ({ ...who, authTime })),
    },
  ];
}

function byActor(changed: (actor: Actor) => Actor): Edit['made'] {
  return ({ request, ...rest }) => {
    const actor = changed(request.actor ?? { id: '', kind: 'person' });
    return { ...rest, request: { ...request, actor } };
  };
}

function anywhere(from: string): Edit {
  const made = ({ request, ...rest }: Asked): Asked => {
    const { region: _, ...subject } = request.subject ?? { id: '' };
    return { ...rest, request: { ...request, subject } };
  };
  return { what: 'subject.region', from, made };
}

/** What only the data subject can change. */
function records({ state }: Asked): readonly Edit[] {
  const consented = ({ request, state: before, ...rest }: Asked): Asked => {
    const consents = [...(before.consents ?? []), request.purpose];
    return { ...rest, request, state: { ...before, consents } };
  };
  const unobjected = ({ request, state: before, ...rest }: Asked): Asked => {
    const optOuts = before.optOuts.filter((purpose) => purpose !== request.purpose);
    return { ...rest, request, state: { ...before, optOuts } };
  };
  const free = ({ state: before, ...rest }: Asked): Asked => ({
    ...rest,
    state: { ...before, restricted: false },
  });
  return [
    { what: 'record.consent', from: false, to: true, made: consented },
    ...(state.optOuts.length > 0
      ? [{ what: 'record.objection', from: true, to: false, made: unobjected }]
      : []),
    ...(state.restricted
      ? [{ what: 'record.restriction', from: true, to: false, made: free }]
      : []),
  ];
}

/** The one that goes furthest, with the others as lesser ones. */
function furthest(edits: readonly Edit[]): readonly Edit[] {
  const last = edits.at(-1);
  return last === undefined ? [] : [{ ...last, lesser: edits.slice(0, -1) }];
}

function conditionsOf(policy: CompiledPolicy): readonly UseConditions[] {
  return [...rulesOf(policy, 'use'), ...rulesOf(policy, 'limit')].map(
    ({ rule }) => rule.conditions,
  );
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}

function isStated(id: string | undefined): boolean {
  return id !== undefined && id.trim() !== '';
}

function saying({ request }: Asked, name: keyof DecisionContext, said: DecisionContext): Edit {
  return {
    what: `context.${name}`,
    from: request.context?.[name],
    to: said[name],
    made: withContext((context) => ({ ...context, ...said })),
  };
}

function leavingOut({ request }: Asked, name: 'kind' | 'beneficiary' | 'source'): Edit {
  const made = withContext((context) => {
    const { [name]: _, ...rest } = context;
    return rest;
  });
  return { what: `context.${name}`, from: request.context?.[name], made };
}

function withContext(changed: (context: DecisionContext) => DecisionContext): Edit['made'] {
  return ({ request, ...rest }) => ({
    ...rest,
    request: { ...request, context: changed(request.context ?? {}) },
  });
}
