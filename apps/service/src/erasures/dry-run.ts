import { Injectable } from '@nestjs/common';
import type { ErasureStep } from '@troth/erasure';
import { HoldsService } from '../holds/holds.service.ts';
import { Clock } from '../runtime/clock.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import type { StepRow } from './erasures.repository.ts';
import { stepOf } from './stored-plan.ts';
import { Stores } from '../stores/stores.ts';

const MOST = 100;
const LOOK_MS = 30_000;

export interface DryRunView {
  readonly id: string;
  readonly clause: string;
  readonly due: string;
  readonly held: boolean;
  readonly steps: readonly {
    readonly store: string;
    readonly kind: string;
    /** Table, bucket or recipient. */
    readonly target: string;
    /** How many the store holds now; absent where it cannot be told. */
    readonly wouldErase?: number;
    readonly problem?: string;
  }[];
}

/** What a run would take, counted in the stores, changing nothing. */
@Injectable()
export class DryRun {
  readonly #erasures: ErasuresRepository;
  readonly #stores: Stores;
  readonly #holds: HoldsService;
  readonly #clock: Clock;

  constructor(erasures: ErasuresRepository, stores: Stores, holds: HoldsService, clock: Clock) {
    this.#erasures = erasures;
    this.#stores = stores;
    this.#holds = holds;
    this.#clock = clock;
  }

  async look(): Promise<readonly DryRunView[]> {
    const holdsOn = await this.#holds.inForce();
    const due = await this.#erasures.startable(this.#clock.now(), MOST);
    const views: DryRunView[] = [];
    for (const erasure of due) {
      const open = erasure.steps.filter((step) => step.state !== 'done');
      const steps = await this.#steps(open);
      const { id, clause } = erasure;
      views.push({
        id,
        clause,
        due: erasure.due.toISOString(),
        held: open.some((row) => holdsOn(stepOf(row)).length > 0),
        steps,
      });
    }
    return views;
  }

  async #steps(open: readonly StepRow[]): Promise<DryRunView['steps']> {
    const views = [];
    for (const row of open) {
      const step = stepOf(row);
      const seen = await this.#count(row, step);
      views.push({ store: row.store, kind: step.kind, target: targetOf(step), ...seen });
    }
    return views;
  }

  async #count(
    row: StepRow,
    step: ErasureStep,
  ): Promise<{ wouldErase?: number; problem?: string }> {
    const connector = this.#stores.connector(row.store);
    if (connector === undefined)
      return { problem: 'the stores file says nothing about this store' };
    const seen = await connector.probe(step, AbortSignal.timeout(LOOK_MS));
    switch (seen.kind) {
      case 'absent':
        return { wouldErase: 0 };
      case 'present':
        return { wouldErase: seen.count };
      case 'unknown':
        return { problem: seen.cause };
    }
  }
}

function targetOf(step: ErasureStep): string {
  switch (step.kind) {
    case 'rows':
    case 'columns':
      return step.table;
    case 'objects':
      return step.bucket;
    case 'processor':
      return step.recipient;
    case 'expiry':
      return step.until;
  }
}
