import { Injectable } from '@nestjs/common';
import { Completion } from './completion.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import type { StepRow, WholeErasure } from './erasures.repository.ts';
import { isComplete } from './next-look.ts';
import { Planner } from './planner.ts';
import { stepOf } from './stored-plan.ts';
import { StepRunner } from './step-runner.ts';
import type { StepOutcome } from './step-runner.ts';
import { storedState } from './step-states.ts';
import { WorkRepository } from './work.repository.ts';
import type { Claim } from './work.repository.ts';

/** One erasure, from its first unfinished step to its receipt. */
@Injectable()
export class OneErasure {
  readonly #erasures: ErasuresRepository;
  readonly #planner: Planner;
  readonly #steps: StepRunner;
  readonly #completion: Completion;
  readonly #work: WorkRepository;

  constructor(
    erasures: ErasuresRepository,
    planner: Planner,
    steps: StepRunner,
    completion: Completion,
    work: WorkRepository,
  ) {
    this.#erasures = erasures;
    this.#planner = planner;
    this.#steps = steps;
    this.#completion = completion;
    this.#work = work;
  }

  async work(claim: Claim, signal: AbortSignal): Promise<void> {
    const erasure = await this.#load(claim);
    const outcomes = await this.#runSteps(claim, erasure, signal);
    const after = await this.#erasures.find(claim.id);
    if (after !== null && isComplete(after)) await this.#completion.finish(claim, after);
    await this.#work.giveBack(claim, this.#completion.next(outcomes, after));
  }

  async #load(claim: Claim): Promise<WholeErasure> {
    const erasure = await this.#erasures.find(claim.id);
    if (erasure === null) throw new Error(`erasure ${claim.id} was claimed and is not there`);
    const flawed = erasure.errors.length > 0 || erasure.uncovered.length > 0;
    return flawed ? this.#planner.replan(erasure) : erasure;
  }

  async #runSteps(
    claim: Claim,
    erasure: WholeErasure,
    signal: AbortSignal,
  ): Promise<readonly StepOutcome[]> {
    const done = new Set(erasure.steps.filter(isDone).map((step) => step.order));
    const outcomes: StepOutcome[] = [];
    for (const row of erasure.steps) {
      signal.throwIfAborted();
      // A store that refuses holds up only what waits for it.
      if (done.has(row.order) || !row.after.every((order) => done.has(order))) continue;
      const outcome = await this.#steps.run({ claim, erasure, row, step: stepOf(row) }, signal);
      outcomes.push(outcome);
      if (outcome === 'done') done.add(row.order);
    }
    return outcomes;
  }
}

function isDone(step: StepRow): boolean {
  return storedState(step) === 'done';
}
