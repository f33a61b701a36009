import type { CompiledPolicy } from '@troth/compiler';
import { buildCell, type Cell } from './cell.ts';
import type { Action } from './decision.ts';
import { PERMITS } from './permits/by-action.ts';
import { objectorsTo } from './refusals/objection.ts';
import { indexRules, type RuleIndex } from './rule-index.ts';
import { buildTables, type Tables } from './tables.ts';

const ACTIONS: ReadonlyMap<string, number> = new Map(
  Object.keys(PERMITS).map((action, number) => [action, number]),
);

/**
 * One policy, indexed. A cell is worked out when it is first asked for and then kept: there are as
 * many as the vocabulary allows, whatever the requests say, and a policy never asks for most of them.
 */
export class Engine {
  readonly policy: CompiledPolicy;
  readonly tables: Tables;
  readonly rules: RuleIndex;
  readonly #purposeCount: number;
  readonly #cells: Cell[];

  constructor(policy: CompiledPolicy) {
    this.policy = policy;
    this.tables = buildTables(policy);
    this.rules = indexRules(policy, this.tables);
    // One more than there are: an unknown purpose has its own column, in which nothing permits.
    this.#purposeCount = policy.vocabulary.purposes.length + 1;
    this.#cells = [];
  }

  /** `undefined`: the policy has no such category. A purpose it does not know has a cell, too. */
  cell(action: Action, categoryId: string, knownPurpose: number | undefined): Cell | undefined {
    const category = this.tables.categories.get(categoryId);
    const row = ACTIONS.get(action);
    if (category === undefined || row === undefined) return undefined;
    const purpose = knownPurpose ?? this.#purposeCount - 1;
    const rows = this.tables.above.length;
    const place = (row * rows + category) * this.#purposeCount + purpose;
    return (this.#cells[place] ??= this.#build(action, category, purpose));
  }

  #build(action: Action, category: number, purposeNumber: number): Cell {
    const { policy, tables, rules } = this;
    const { categories, purposes } = policy.vocabulary;
    const known = purposes[purposeNumber];
    const purpose = known?.id ?? '';
    const question = {
      policy,
      tables,
      rules,
      category,
      categoryName: categories[category]?.name ?? '',
      purpose,
      purposeName: known?.name ?? '',
      objectors: objectorsTo(purpose, category, rules, tables),
    };
    return buildCell(question, action);
  }
}
