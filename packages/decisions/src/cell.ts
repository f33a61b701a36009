import type { Block } from './block.ts';
import { ofKind, unobjected, type Condition } from './conditions.ts';
import type { Action } from './decision.ts';
import { dutiesOf, type Duty } from './duties.ts';
import type { Permit, Question } from './permit.ts';
import { PERMITS } from './permits/by-action.ts';
import { wouldPermit } from './permits/would-permit.ts';
import { exclusiveConditions, keptForOthers } from './refusals/exclusive.ts';
import { limitingConditions } from './refusals/limit.ts';
import { narrowingConditions } from './refusals/narrowing.ts';
import { neverDone, neverSold } from './refusals/never.ts';

/** All that the policy says of one action on one category for one purpose, worked out once. */
export interface Cell {
  /** Permits that no block stops for good, in page order. */
  readonly open: readonly OpenPermit[];
  /** What stopped the others; or stops everybody, where nothing permits. */
  readonly blocks: readonly Block[];
  /** Clauses that a default deny names. */
  readonly silent: readonly number[];
  /** What a permit owes for the data themselves, whichever clause permits; absent: nothing. */
  readonly duties?: readonly Duty[];
}

/** Works out a cell. */
export type CellSource = (question: Question, action: Action) => Cell;

export interface OpenPermit {
  readonly clause: number;
  readonly recipient?: number;
  readonly sources?: readonly string[];
  readonly through?: readonly number[];
  /** The permitting clauses in page order. */
  readonly clauses: readonly number[];
  readonly conditions: readonly Condition[];
  /** The kinds that are left when all conditions hold; absent: any. */
  readonly kinds?: readonly string[];
  /** Clauses whose blocks do not stop it. */
  readonly exceptTo: ReadonlySet<number>;
}

export const buildCell: CellSource = (question, action) => {
  const { exceptTo } = question.tables;
  const permits = PERMITS[action](question);
  const stops = [...neverDone(question, action), ...keptForOthers(question)];
  const isExcepted = (permit: Permit, block: Block): boolean =>
    exceptTo[permit.clause]?.has(block.clause) ?? false;
  const open = permits
    .filter((permit) => stops.every((block) => isExcepted(permit, block)))
    .map((permit) => openPermit(question, action, permit))
    .toSorted((a, b) => a.clause - b.clause);
  const blocks = [...stops, ...neverSold(question)].filter(
    (block) => permits.length === 0 || permits.some((permit) => !isExcepted(permit, block)),
  );
  return {
    open,
    blocks,
    silent: pageOrder(wouldPermit(action, question.rules, question.category)),
    duties: open.length === 0 ? [] : dutiesOf(question, action),
  };
};

function openPermit(question: Question, action: Action, permit: Permit): OpenPermit {
  const { clause, together, recipient, sources, through } = permit;
  const conditions = conditionsFor(question, action, permit);
  const kinds = kindsLeft(conditions);
  return {
    clause,
    clauses: pageOrder([clause, ...together]),
    conditions,
    exceptTo: question.tables.exceptTo[clause] ?? NOTHING,
    ...(recipient === undefined ? {} : { recipient }),
    ...(sources === undefined ? {} : { sources }),
    ...(through === undefined ? {} : { through }),
    ...(kinds === undefined ? {} : { kinds }),
  };
}

const NOTHING: ReadonlySet<number> = new Set();

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

/** Clause numbers sorted, each once. */
export function pageOrder(clauses: readonly number[]): readonly number[] {
  return [...new Set(clauses)].toSorted((a, b) => a - b);
}
