import type { DataMap } from '@troth/compiler';
import type { Connector, ErasureStep, Probe, StepResult } from '@troth/erasure';
import { Stores } from '../stores/stores.ts';

/** `stops-after`: erases and then never answers, as a process that is killed sees it. */
export type Trouble = 'none' | 'refuses' | 'lies' | 'throws' | 'stops-after';

/** A store in memory: so many records a target, and trouble where a test wants it. */
export class MemoryConnector implements Connector {
  readonly store: string;
  readonly kind = 'memory';
  trouble: Trouble = 'none';
  erasures = 0;
  readonly stopped: string[] = [];
  readonly #held = new Map<string, number>();

  constructor(store: string) {
    this.store = store;
  }

  put(target: string, subject: string, count: number): void {
    this.#held.set(`${target}/${subject}`, count);
  }

  count(target: string, subject: string): number {
    return this.#held.get(`${target}/${subject}`) ?? 0;
  }

  async erase(step: ErasureStep, signal: AbortSignal): Promise<StepResult> {
    this.erasures += 1;
    const count = this.#held.get(keyOf(step)) ?? 0;
    switch (this.trouble) {
      case 'refuses':
        return { kind: 'failed', retryable: true, cause: 'the store refuses' };
      case 'lies':
        return { kind: 'erased', count };
      case 'throws':
        throw Object.assign(new Error(`no row ${step.subject}`), { code: 'ECONNRESET' });
      case 'stops-after':
        this.#held.delete(keyOf(step));
        this.stopped.push(keyOf(step));
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
        return { kind: 'absent' };
      case 'none':
        this.#held.delete(keyOf(step));
        return count === 0 ? { kind: 'absent' } : { kind: 'erased', count };
    }
  }

  probe(step: ErasureStep): Promise<Probe> {
    const count = this.#held.get(keyOf(step)) ?? 0;
    return Promise.resolve(count === 0 ? { kind: 'absent' } : { kind: 'present', count });
  }
}

function keyOf(step: ErasureStep): string {
  const target = step.kind === 'rows' || step.kind === 'columns' ? step.table : step.store;
  return `${target}/${step.subject}`;
}

export class MemoryStores extends Stores {
  readonly #connectors: ReadonlyMap<string, MemoryConnector>;

  constructor(maps: readonly DataMap[], except: readonly string[] = []) {
    super();
    const ids = maps.flatMap((map) => map.stores.map((store) => store.id));
    const kept = ids.filter((id) => !except.includes(id));
    this.#connectors = new Map(kept.map((id) => [id, new MemoryConnector(id)]));
  }

  override connector(store: string): MemoryConnector | undefined {
    return this.#connectors.get(store);
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
