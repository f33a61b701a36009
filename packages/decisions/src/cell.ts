import { ofKind, unobjected, type Condition } from './conditions.ts';
import type { Action } from './decision.ts';
import type { Permit, Question } from './permit.ts';
import { PERMITS } from './permits/by-action.ts';
import { wouldPermit } from './permits/would-permit.ts';
import { exclusiveConditions, keptForOthers } from './refusals/exclusive.ts';
import { limitingConditions } from './refusals/limit.ts';
import { narrowingConditions } from './refusals/narrowing.ts';
import { neverDone, neverSold, type Refusal } from './refusals/never.ts';
import type { Tables } from './tables.ts';
import { askedOf } from './wording.ts';

/** All that the policy says of one action on one category for one purpose, worked out once. */
export interface Cell {
  /** The action, the category and the purpose in words. */
  readonly asked: string;
  /** Permits that no refusal stops, in page order. */
  readonly open: readonly OpenPermit[];
  /** What stopped the others; or stops everybody, where nothing permits. */
  readonly refusals: readonly Refusal[];
  /** What stops a sale besides. */
  readonly sale: readonly Refusal[];
  /** Clauses of a default deny. */
  readonly silent: Silence;
  /** Where the words alone permit: no condition, no recipient, no source. */
  readonly plain: readonly string[] | undefined;
  /** Where nothing is open: what refuses, or what would have had to permit. */
  readonly closed: Closed | undefined;
}

export interface Silence {
  readonly clauses: readonly number[];
  /** Their ids. */
  readonly reasons: readonly string[];
  readonly because: string;
}

export interface Closed {
  readonly reasons: readonly string[];
  readonly because: string;
}

export interface OpenPermit {
  readonly clause: number;
  readonly recipient: number | undefined;
  readonly sources: readonly string[] | undefined;
  readonly through: readonly string[] | undefined;
  /** The permitting clauses in page order. */
  readonly clauses: readonly number[];
  /** Their ids. */
  readonly reasons: readonly string[];
  readonly conditions: readonly Condition[];
  /** The kinds that are left when all conditions hold; absent: any. */
  readonly kinds: readonly string[] | undefined;
  /** A refusal stops a sale of this permit too. */
  readonly canBeSold: boolean;
}

export function buildCell(question: Question, action: Action): Cell {
  const permits = PERMITS[action](question);
  const stops = [...neverDone(question, action), ...keptForOthers(question)];
  const sales = neverSold(question);
  const excepts = ({ clause }: Permit, refusal: Refusal): boolean =>
    question.tables.exceptTo[clause]?.has(refusal.clause) ?? false;
  const effective = (refusals: readonly Refusal[]): readonly Refusal[] =>
    refusals.filter(
      (refusal) => permits.length === 0 || permits.some((permit) => !excepts(permit, refusal)),
    );
  const open = permits
    .filter((permit) => stops.every((refusal) => excepts(permit, refusal)))
    .map((permit): OpenPermit => {
      const conditions = conditionsFor(question, action, permit);
      const clauses = pageOrder([permit.clause, ...permit.together]);
      return {
        clause: permit.clause,
        recipient: permit.recipient,
        sources: permit.sources,
        through: permit.through,
        clauses,
        reasons: idsOf(clauses, question.tables),
        conditions,
        kinds: kindsLeft(conditions),
        canBeSold: sales.every((refusal) => excepts(permit, refusal)),
      };
    })
    .toSorted((a, b) => a.clause - b.clause);
  const refusals = effective(stops);
  const spoken = pageOrder(wouldPermit(action, question.rules, question.category));
  const silent = {
    clauses: spoken,
    reasons: idsOf(spoken, question.tables),
    because: NOTHING_PERMITS,
  };
  return {
    asked: askedOf(action, question.categoryName, question.purposeName),
    open,
    refusals,
    sale: effective(sales),
    silent,
    plain: plainReasons(open, question.tables),
    closed: open.length > 0 ? undefined : closedBy(refusals, silent, question.tables),
  };
}

/** Why nothing is open: each different reason, or that nothing was said. */
function closedBy(refusals: readonly Refusal[], silent: Silence, tables: Tables): Closed {
  if (refusals.length === 0) return silent;
  return {
    reasons: idsOf(pageOrder(refusals.map(({ clause }) => clause)), tables),
    because: inOneSentence(refusals.map(({ because }) => because)),
  };
}

/** Its own conditions, those of clauses that narrow it, of exclusive uses, of limits, and of an objection. */
function conditionsFor(question: Question, action: Action, permit: Permit): readonly Condition[] {
  const { purpose, objectors, tables } = question;
  const excepted = tables.exceptTo[permit.clause];
  const exclusive = exclusiveConditions(question)
    .filter(({ clause }) => excepted?.has(clause) !== true)
    .flatMap(({ conditions }) => conditions);
  const objection =
    objectors.length > 0 && action !== 'disclose' ? [unobjected(purpose, objectors)] : [];
  const narrowing = narrowingConditions(question, permit.clause);
  const limits = limitingConditions(question, excepted);
  const all = [...permit.conditions, ...narrowing, ...exclusive, ...limits, ...objection];
  if (kindsLeft(all)?.length !== 0) return all;
  return all.map((condition) =>
    condition.owes?.type === 'kind' ? ofKind([], condition.clauses) : condition,
  );
}

function kindsLeft(conditions: readonly Condition[]): readonly string[] | undefined {
  const lists = conditions.flatMap((condition) =>
    condition.owes?.type === 'kind' ? [condition.owes.allowed] : [],
  );
  return lists[0]?.filter((kind) => lists.every((list) => list.includes(kind)));
}

/** Sources are a matter of the request, so they are not plain; a recipient is neither. */
function plainReasons(open: readonly OpenPermit[], tables: Tables): readonly string[] | undefined {
  const isPlain = ({ conditions, recipient, sources, through }: OpenPermit): boolean =>
    conditions.length === 0 &&
    recipient === undefined &&
    sources === undefined &&
    through === undefined;
  if (open.length === 0 || !open.every(isPlain)) return undefined;
  return idsOf(pageOrder(open.flatMap(({ clauses }) => clauses)), tables);
}

export const NOTHING_PERMITS = 'no clause permits it';

export function inOneSentence(becauses: readonly string[]): string {
  return [...new Set(becauses)].join('; ');
}

export function idsOf(clauses: readonly number[], tables: Tables): readonly string[] {
  return Object.freeze(clauses.map((clause) => tables.clauses[clause] ?? ''));
}

/** Clause numbers sorted, each once. */
export function pageOrder(clauses: readonly number[]): readonly number[] {
  return [...new Set(clauses)].toSorted((a, b) => a - b);
}
