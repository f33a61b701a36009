import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.ts';
import { Problem } from '../problems/problem.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { DryRun } from './dry-run.ts';
import type { DryRunView } from './dry-run.ts';
import { ErasureRunner } from './erasure-runner.ts';
import { viewOf } from './erasure-view.ts';
import type { ErasureView } from './erasure-view.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import type { WholeErasure } from './erasures.repository.ts';
import { Looker } from './looker.ts';
import { recordsOf } from './step-states.ts';

@Injectable()
export class ErasuresService {
  readonly #erasures: ErasuresRepository;
  readonly #runner: ErasureRunner;
  readonly #looker: Looker;
  readonly #pseudonyms: Pseudonyms;
  readonly #dryRun: DryRun;

  constructor(
    erasures: ErasuresRepository,
    runner: ErasureRunner,
    looker: Looker,
    pseudonyms: Pseudonyms,
    dryRun: DryRun,
  ) {
    this.#erasures = erasures;
    this.#runner = runner;
    this.#looker = looker;
    this.#pseudonyms = pseudonyms;
    this.#dryRun = dryRun;
  }

  async ofSubject(id: string, tenant: string | undefined): Promise<readonly ErasureView[]> {
    const subject =
      tenant === undefined
        ? { subjectKey: this.#pseudonyms.anyTenant(id) }
        : { subjectRef: this.#pseudonyms.subject(id, tenant) };
    const found = await this.#erasures.ofSubject(subject);
    return this.#views(found, () => id);
  }

  async one(id: string, by: Caller): Promise<ErasureView> {
    const [view] = await this.#views([await this.#find(id, by)], (erasure) => erasure.subjectRef);
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
    const seen = await this.#looker.look(erasures.map((erasure) => erasure.id));
    return erasures.map((erasure) => {
      const records = recordsOf(erasure, seen.of(erasure));
      return viewOf(erasure, { subject: subjectOf(erasure), records, now: seen.now });
    });
  }

  async #find(id: string, by: Caller): Promise<WholeErasure> {
    const found = await this.#erasures.find(id);
    if (found === null || !by.maySee(found)) throw new Problem(404, 'There is no such erasure.');
    return found;
  }
}
