import type { CompiledPolicy } from '@troth/compiler';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindingVersions, type DatedVersion } from './index.ts';
import { northwind } from './testing/northwind.ts';

const RUNS = { numRuns: 1_000, seed: 20_261_123 };

const policies = new Map<number, CompiledPolicy>();

interface Told extends DatedVersion {
  readonly days: number;
}

const thirty = told('2026-01-01', '2026-01-01', 30);
const sixty = told('2026-03-01', '2026-04-01', 60);
const ninety = told('2026-05-01', '2026-06-01', 90);
const seven = told('2026-08-01', '2026-08-01', 7);
const all = [thirty, sixty, ninety, seven];

describe('a new subject', () => {
  test.each([
    ['2025-12-31', undefined, []],
    ['2026-01-01', 30, []],
    ['2026-02-28', 30, []],
    ['2026-03-01', 30, [60]],
    ['2026-03-31', 30, [60]],
    ['2026-04-01', 60, []],
    ['2026-05-31', 60, [90]],
    ['2026-08-01', 7, []],
  ])('on %s is bound by %s, with %s announced', (date, inForce, scheduled) => {
    const binding = bindingVersions(all, { date });

    expect(binding.inForce?.days).toBe(inForce);
    expect(binding.scheduled.map(({ days }) => days)).toEqual(scheduled);
    expect(binding.kept).toEqual([]);
  });
});

describe('a subject who accepted an older version', () => {
  test('keeps it for the data collected while it was in force, until they accept the looser one', () => {
    expect(bindingVersions(all, { date: '2026-07-01', accepted: thirty }).kept).toEqual([
      { version: thirty, until: '2026-04-01' },
      { version: sixty, from: '2026-04-01', until: '2026-06-01' },
    ]);
    expect(bindingVersions(all, { date: '2026-07-01', accepted: ninety }).kept).toEqual([]);
  });

  test('is asked nothing when the version in force is stricter than all they had', () => {
    expect(bindingVersions(all, { date: '2026-08-01', accepted: thirty }).kept).toEqual([]);
  });

  test('is asked nothing after a mere change of date', () => {
    const again = told('2026-02-01', '2026-02-01', 30);

    expect(bindingVersions([thirty, again], { date: '2026-02-01', accepted: thirty }).kept).toEqual(
      [],
    );
  });

  test('who accepted one that is only announced is bound by the one in force until it takes effect', () => {
    expect(bindingVersions(all, { date: '2026-03-15', accepted: sixty })).toEqual({
      inForce: thirty,
      scheduled: [sixty],
      kept: [],
    });
    expect(bindingVersions(all, { date: '2026-04-01', accepted: sixty }).kept).toEqual([]);
  });

  test('keeps a text of which nobody stated the rules, for nothing tells that less is not promised', () => {
    const legacy = { published: '2025-06-01', effective: '2025-06-01', days: 0 };

    expect(
      bindingVersions([legacy, thirty], { date: '2026-01-01', accepted: legacy }).kept,
    ).toEqual([{ version: legacy, until: '2026-01-01' }]);
  });
});

describe('a version that another overtakes before it takes effect', () => {
  const withdrawn = told('2026-03-01', '2026-04-01', 60);
  const instead = told('2026-03-10', '2026-03-20', 20);
  const versions = [thirty, withdrawn, instead];

  test('never binds, and is announced no more', () => {
    expect(bindingVersions(versions, { date: '2026-03-15' }).scheduled).toEqual([instead]);
    expect(bindingVersions(versions, { date: '2026-04-15' }).inForce).toBe(instead);
  });

  test('counts for whoever accepted it as the version in force on the day it was announced', () => {
    const looser = told('2026-05-01', '2026-06-01', 45);

    expect(
      bindingVersions([...versions, looser], { date: '2026-06-01', accepted: withdrawn }).kept,
    ).toEqual([
      { version: thirty, until: '2026-03-20' },
      { version: instead, from: '2026-03-20', until: '2026-06-01' },
    ]);
  });
});

/** Up to six versions on different days, each with some days of notice; published in any order of strictness. */
const histories: fc.Arbitrary<readonly Told[]> = fc
  .uniqueArray(
    fc.record({
      day: fc.integer({ min: 0, max: 300 }),
      notice: fc.integer({ min: 0, max: 120 }),
      days: fc.constantFrom(7, 30, 60),
    }),
    { selector: ({ day }) => day, minLength: 1, maxLength: 6 },
  )
  .map((drafts) =>
    drafts
      .toSorted((a, b) => a.day - b.day)
      .map(({ day, notice, days }) => told(date(day), date(day + notice), days)),
  );
const dates = fc.integer({ min: -30, max: 500 }).map(date);

describe('whatever was published when', () => {
  test('exactly one version is in force for new subjects from the first effective date on, and none before', () => {
    fc.assert(
      fc.property(histories, dates, (versions, day) => {
        const { inForce, kept } = bindingVersions(versions, { date: day });
        const started = versions.some(({ effective }) => effective <= day);

        // The definition in words: of those that have taken effect, the one published last.
        const wanted = versions.filter(({ effective }) => effective <= day).at(-1);
        expect(inForce === undefined).toBe(!started);
        expect(inForce).toBe(wanted);
        expect(kept).toEqual([]);
      }),
      RUNS,
    );
  });

  test('no version binds anybody before its effective date', () => {
    fc.assert(
      fc.property(histories, dates, fc.nat(), (versions, day, pick) => {
        const accepted = versions[pick % versions.length];
        const { inForce, scheduled, kept } = bindingVersions(versions, {
          date: day,
          ...(accepted && { accepted }),
        });

        const binding = [...(inForce ? [inForce] : []), ...kept.map(({ version }) => version)];
        expect(binding.filter(({ effective }) => effective > day)).toEqual([]);
        expect(scheduled.filter(({ effective }) => effective <= day)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('data collected on a day goes on under what was in force on that day, wherever that promised more', () => {
    fc.assert(
      fc.property(histories, dates, dates, fc.nat(), (versions, day, collected, pick) => {
        const accepted = versions[pick % versions.length];
        fc.pre(accepted !== undefined && accepted.effective <= collected && collected <= day);
        const { inForce, kept } = bindingVersions(versions, {
          date: day,
          ...(accepted && { accepted }),
        });

        const then = bindingVersions(versions, { date: collected }).inForce;
        const covering = kept.filter(
          ({ from, until }) => (from === undefined || from <= collected) && collected < until,
        );
        const keeps = then !== inForce && (then?.days ?? 0) < (inForce?.days ?? 0);
        expect(covering.map(({ version }) => version)).toEqual(keeps ? [then] : []);
      }),
      RUNS,
    );
  });

  test('who accepts the version in force is bound by nothing else', () => {
    fc.assert(
      fc.property(histories, dates, (versions, day) => {
        const { inForce } = bindingVersions(versions, { date: day });
        fc.pre(inForce !== undefined);

        const binding = bindingVersions(versions, {
          date: day,
          ...(inForce && { accepted: inForce }),
        });

        expect(binding.kept).toEqual([]);
      }),
      RUNS,
    );
  });
});

function told(published: string, effective: string, days: number): Told {
  return { published, effective, days, policy: policyOf(days) };
}

/** Dates do not change what is promised, so one policy serves every day. */
function policyOf(days: number): CompiledPolicy {
  const policy = policies.get(days) ?? northwind({ published: '2026-01-01', days });
  policies.set(days, policy);
  return policy;
}

function date(day: number): string {
  return new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
}
