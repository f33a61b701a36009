import { Injectable } from '@nestjs/common';
import { HoldsService } from '../holds/holds.service.ts';
import { Problem } from '../problems/problem.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { DryRun } from './dry-run.ts';
import type { DryRunView } from './dry-run.ts';
import { ErasureRunner } from './erasure-runner.ts';
import { viewOf } from './erasure-view.ts';
import type { ErasureView } from './erasure-view.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import type { WholeErasure } from './erasures.repository.ts';

@Injectable()
export class ErasuresService {
  readonly #erasures: ErasuresRepository;
  readonly #runner: ErasureRunner;
  readonly #holds: HoldsService;
  readonly #pseudonyms: Pseudonyms;
  readonly #dryRun: DryRun;

  constructor(
    erasures: ErasuresRepository,
    runner: ErasureRunner,
    holds: HoldsService,
    pseudonyms: Pseudonyms,
    dryRun: DryRun,
  ) {
    this.#erasures = erasures;
    this.#runner = runner;
    this.#holds = holds;
    this.#pseudonyms = pseudonyms;
    this.#dryRun = dryRun;
  }

  async ofSubject(id: string, tenant: string | undefined): Promise<readonly ErasureView[]> {
    const found = await this.#erasures.ofSubject(this.#pseudonyms.subject(id, tenant));
    return this.#views(found, () => id);
  }

  async one(id: string): Promise<ErasureView> {
    const [view] = await this.#views([await this.#find(id)], (erasure) => erasure.subjectRef);
    if (view === undefined) throw new Error('an erasure without a view');
    return view;
  }

  /** Works off everything whose work may start now, also what waits for an attempt or a person. */
  async run(): Promise<readonly ErasureView[]> {
    const taken = await this.#runner.run('urgent');
    const found = await Promise.all(taken.map((id) => this.#erasures.find(id)));
    const whole = found.filter((erasure) => erasure !== null);
    return this.#views(whole, (erasure) => erasure.subjectRef);
  }

  async wouldRun(): Promise<readonly DryRunView[]> {
    return this.#dryRun.look();
  }

  async #views(
    erasures: readonly WholeErasure[],
    subjectOf: (erasure: WholeErasure) => string,
  ): Promise<readonly ErasureView[]> {
    const [isHeld, leased] = await Promise.all([
      this.#holds.coverage(),
      this.#erasures.leased(erasures.map((erasure) => erasure.id)),
    ]);
    return erasures.map((erasure) =>
      viewOf(erasure, subjectOf(erasure), {
        held: isHeld(erasure),
        leased: leased.has(erasure.id),
      }),
    );
  }

  async #find(id: string): Promise<WholeErasure> {
    const found = await this.#erasures.find(id);
    if (found === null) throw new Problem(404, 'There is no such erasure.');
    return found;
  }
}
