import type { Connector, ErasureStep } from '@troth/erasure';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

/** A real store with what subject `u1` has in it, and a neighbour's. */
export interface Place {
  readonly connector: Connector;
  readonly step: ErasureStep;
  /** How many rows, objects or records are the subject's. */
  readonly own: number;
  /** Everything in the store that is not the subject's, told in a way that can be compared. */
  neighbours(): Promise<unknown>;
  /** Makes the store go wrong; undefined: a store of this kind cannot go wrong in this way. */
  readonly faults: {
    /** The store does what it is asked and its answer is lost. */
    readonly losesAnswer?: () => Promise<void> | void;
    readonly refuses?: () => Promise<void> | void;
    /** The store says yes and keeps the data. */
    readonly liesOnce?: () => Promise<void> | void;
  };
}

/** A signal that stops after it was looked at so many times: a kill in the middle of the work. */
export function stopsAfter(looks: number): AbortSignal {
  const controller = new AbortController();
  let left = looks;
  const signal = controller.signal;
  signal.throwIfAborted = (): void => {
    left -= 1;
    if (left < 0 && !signal.aborted) controller.abort();
    if (signal.aborted) throw new Error('stopped', { cause: signal.reason });
  };
  return signal;
}

export interface Suite {
  readonly name: string;
  readonly open: () => Promise<void>;
  /** Fresh data each time. */
  readonly place: () => Promise<Place>;
  readonly close: () => Promise<void>;
}

/** What every connector owes, against the real store. */
export function testContract({ name, open, place, close }: Suite): void {
  describe(`${name} keeps the contract of connectors`, () => {
    const never = new AbortController().signal;
    let here: Place;
    beforeAll(open);
    beforeEach(async () => {
      here = await place();
    });
    afterAll(close);

    test("erases what is the subject's, proves it gone, and touches no neighbour", async () => {
      const before = await here.neighbours();

      expect(await here.connector.probe(here.step, never)).toEqual({
        kind: 'present',
        count: here.own,
      });
      expect(await here.connector.erase(here.step, never)).toEqual({
        kind: 'erased',
        count: here.own,
      });
      expect(await here.connector.probe(here.step, never)).toEqual({ kind: 'absent' });
      expect(await here.neighbours()).toEqual(before);
    });

    test('called twice finds nothing the second time and counts nothing twice', async () => {
      await here.connector.erase(here.step, never);

      expect(await here.connector.erase(here.step, never)).toEqual({ kind: 'absent' });
    });

    test('stopped before it began erases nothing and may be tried again', async () => {
      const result = await here.connector.erase(here.step, AbortSignal.abort());

      expect(result).toMatchObject({ kind: 'failed', retryable: true });
      expect(await here.connector.probe(here.step, never)).toEqual({
        kind: 'present',
        count: here.own,
      });
    });

    test('killed wherever it may be, the next call finishes and no item is counted twice', async () => {
      for (let looks = 0; looks < 12; looks += 1) {
        const fresh = await place();
        const first = await fresh.connector.erase(fresh.step, stopsAfter(looks));
        const second = await fresh.connector.erase(fresh.step, never);
        const counts = [first, second].map((result) => {
          if (result.kind === 'erased') return result.count;
          return result.kind === 'failed' ? (result.erased ?? 0) : 0;
        });

        expect(await fresh.connector.probe(fresh.step, never)).toEqual({ kind: 'absent' });
        expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(fresh.own);
        expect(second.kind).not.toBe('failed');
      }
    });

    test('an answer lost after the deletion never ends as data that is still there', async () => {
      const fault = here.faults.losesAnswer;
      if (fault === undefined) return;
      await fault();
      await here.connector.erase(here.step, never);
      const second = await here.connector.erase(here.step, never);

      expect(second.kind).not.toBe('failed');
      expect(second.kind === 'erased' ? second.count : 0).toBeLessThan(here.own);
      expect(await here.connector.probe(here.step, never)).toEqual({ kind: 'absent' });
    });

    test('a refusal is told as one, and not as done', async () => {
      const fault = here.faults.refuses;
      if (fault === undefined) return;
      await fault();

      expect(await here.connector.erase(here.step, never)).toMatchObject({
        kind: 'failed',
        retryable: false,
      });
    });

    test('a store that says yes and keeps the data is found out', async () => {
      const fault = here.faults.liesOnce;
      if (fault === undefined) return;
      await fault();
      await here.connector.erase(here.step, never);

      expect((await here.connector.probe(here.step, never)).kind).toBe('present');
    });

    test('a step of another kind of store is refused, never passed over', async () => {
      const other: ErasureStep =
        here.step.kind === 'expiry'
          ? { ...baseOf(here.step), kind: 'objects', bucket: 'b', keys: [] }
          : { ...baseOf(here.step), kind: 'expiry', until: '2026-01-01T00:00:00.000Z' };

      expect(await here.connector.erase(other, never)).toMatchObject({
        kind: 'failed',
        retryable: false,
      });
      expect((await here.connector.probe(other, never)).kind).toBe('unknown');
    });
  });
}

function baseOf({
  order,
  after,
  store,
  data,
  subject,
}: ErasureStep): Pick<ErasureStep, 'order' | 'after' | 'store' | 'data' | 'subject'> {
  return { order, after, store, data, subject };
}
