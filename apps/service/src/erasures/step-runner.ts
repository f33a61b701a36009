import { Injectable } from '@nestjs/common';
import type { Connector, ErasureStep, Probe, StepResult } from '@troth/erasure';
import { StepWork } from './step-work.ts';
import type { Doing, Failed } from './step-work.ts';
import { Stores } from '../stores/stores.ts';

/** Longest that one call to a store may take. */
const CALL_MS = 120_000;

/** `waiting`: entries leave by themselves, and their time is not over. */
export type StepOutcome = 'done' | 'failed' | 'blocked' | 'held' | 'waiting';

/**
 * One step: the intent is in the audit log before anything is deleted, holds are read in that same
 * transaction, and the step is done only when an independent look finds nothing.
 */
@Injectable()
export class StepRunner {
  readonly #work: StepWork;
  readonly #stores: Stores;

  constructor(work: StepWork, stores: Stores) {
    this.#work = work;
    this.#stores = stores;
  }

  async run(doing: Doing, signal: AbortSignal): Promise<StepOutcome> {
    const connector = this.#stores.connector(doing.row.store);
    if (connector === undefined) return this.#work.block(doing, NO_CONNECTOR);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]);
    const seenBefore = await probe(connector, doing.step, limit);
    if (doing.step.kind === 'expiry' && seenBefore.kind === 'present') return 'waiting';
    const found = doing.row.found ?? countOf(seenBefore);
    const begun = await this.#work.begin(doing, found);
    if (begun === 'held') return 'held';
    const result = await erase(connector, doing.step, limit);
    signal.throwIfAborted();
    if (result.kind === 'failed') return this.#work.fail(doing, result);
    const seen = await probe(connector, doing.step, limit);
    signal.throwIfAborted();
    if (seen.kind !== 'absent') return this.#work.fail(doing, stillThere(seen));
    // What was counted before the first attempt is what went, also when a kill came in between.
    const erased = Math.max(found ?? 0, result.kind === 'erased' ? result.count : 0);
    return this.#work.finish(doing, connector.kind, erased);
  }
}

const NO_CONNECTOR = 'the stores file says nothing about this store';

async function erase(
  connector: Connector,
  step: ErasureStep,
  signal: AbortSignal,
): Promise<StepResult> {
  try {
    return await connector.erase(step, signal);
  } catch (error) {
    return { kind: 'failed', retryable: true, cause: causeOf(error) };
  }
}

async function probe(connector: Connector, step: ErasureStep, signal: AbortSignal): Promise<Probe> {
  try {
    return await connector.probe(step, signal);
  } catch (error) {
    return { kind: 'unknown', cause: causeOf(error) };
  }
}

/** Class and code alone: messages of drivers repeat the ids they were given. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the connector failed';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `the connector failed with ${error.name}${code}`;
}

function countOf(seen: Probe): number | null {
  switch (seen.kind) {
    case 'absent':
      return 0;
    case 'present':
      return seen.count;
    case 'unknown':
      return null;
  }
}

function stillThere(seen: Exclude<Probe, { kind: 'absent' }>): Failed {
  const cause =
    seen.kind === 'present'
      ? `the store still holds ${seen.count} after it said they are gone`
      : `the store cannot be looked at: ${seen.cause}`;
  return { kind: 'failed', retryable: true, cause };
}
