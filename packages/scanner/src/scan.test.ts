import type { CompiledPolicy, Rule as PolicyRule, DataMap } from '@troth/compiler';
import type { Fact } from '@troth/facts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { baselineOf, readBaseline } from './baseline.ts';
import { ruleMetadata } from './rule-docs.ts';
import { scan } from './scan.ts';
import type { ScanInput, ScanResult } from './scan.ts';
import { factsOf, factsOfExample } from './testing/facts-of.ts';
import { catalogue, northwind, policyOf, promises } from './testing/policies.ts';
import type { Waiver } from './waiver.ts';

const volume = (name: string): string => `resource "aws_ebs_volume" "${name}" {\n  size = 1\n}\n`;
const at = { file: 'policy/waivers.yaml', line: 2, column: 5, endLine: 2, endColumn: 6 };

const place = {
  subject: 'x',
  at: { file: 'a.ts', line: 1, column: 1, endLine: 1, endColumn: 2 },
};

describe('fingerprints', () => {
  test('a finding keeps its fingerprint when lines move and the file is reformatted', () => {
    const before = judge(volume('data'));

    const after = judge(
      `# a comment\n\nlocals {}\n${volume('data').replace('size = 1', 'size  =    1')}`,
    );

    expect(after.findings[0]?.at.line).toBe(4);
    expect(after.findings[0]?.fingerprint).toBe(before.findings[0]?.fingerprint);
  });

  test('a second finding of the same kind does not rename the first', () => {
    const one = judge(volume('data'));

    const two = judge(volume('data') + volume('logs'));

    expect(two.findings).toHaveLength(2);
    expect(two.findings[0]?.fingerprint).toBe(one.findings[0]?.fingerprint);
  });

  test('equals in one file are told apart by their order', () => {
    const twice = judge(volume('data') + volume('data'));

    expect(new Set(twice.findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  test('a finding keeps its fingerprint when its file is renamed', () => {
    const here = judge(volume('data'));

    const there = run({ facts: factsOf(volume('data'), 'terraform', 'infra/other.tf') });

    expect(there.findings[0]?.fingerprint).toBe(here.findings[0]?.fingerprint);
  });

  test('equals in two programs, each judged by itself, are two findings', () => {
    const facts = factsOf(volume('data'), 'terraform');

    const one = run({ facts, program: 'a.tf' });
    const other = run({ facts, program: 'b.tf' });

    expect(one.findings[0]?.fingerprint).not.toBe(other.findings[0]?.fingerprint);
  });

  test.each(ruleMetadata.map((meta) => [meta.id, meta] as const))(
    'what %s finds keeps its fingerprint under moved lines, another layout and another name',
    (id, meta) => {
      const { unsafe, language } = meta;
      const layouts = [unsafe, reformatted(unsafe, language)];

      const found = layouts.flatMap((code) =>
        ['', 'moved/'].map((folder) => {
          const facts = factsOfExample(meta, code, folder);
          // Some rules need to know what a store holds, others that nobody knows.
          return [run({ facts }), run({ facts, dataMap })].flatMap((one) =>
            fingerprintsIn(one, id),
          );
        }),
      );

      expect(found[0]).not.toEqual([]);
      expect(found).toEqual([found[0], found[0], found[0], found[0]]);
    },
  );
});

describe('baseline', () => {
  test('what stood in the baseline is existing, what came later is new', () => {
    const baseline = baselineOf(judge(volume('data')).findings);

    const { findings, summary } = run({
      facts: factsOf(volume('data') + volume('logs'), 'terraform'),
      baseline,
    });

    expect(findings.map(({ status }) => status)).toEqual(['existing', 'new']);
    expect(summary).toMatchObject({ new: 1, existing: 1, waived: 0 });
  });

  test('a baseline survives being written and read', () => {
    const baseline = baselineOf(judge(volume('data')).findings);

    expect(readBaseline(JSON.stringify(baseline))).toEqual(baseline);
  });

  test.each(['', '[]', '{"version":2,"fingerprints":[]}', '{"version":1,"fingerprints":[1]}'])(
    'a file that is no baseline (%s) is not taken for an empty one',
    (text) => {
      expect(readBaseline(text)).toBeUndefined();
    },
  );
});

describe('waivers', () => {
  const exception: Waiver = {
    kind: 'exception',
    covers: { by: 'rule-and-path', rule: 'rest/unencrypted-storage', path: 'infra/**' },
    reason: 'scratch disks, no data',
    owner: 'ada',
    approver: 'grace',
    expires: '2026-12-01',
    at,
  };

  test('an approved exception waives the findings of its rule and path until the day it expires', () => {
    const before = run({
      facts: factsOf(volume('data'), 'terraform'),
      waivers: [exception],
      today: '2026-11-30',
    });
    const after = run({
      facts: factsOf(volume('data'), 'terraform'),
      waivers: [exception],
      today: '2026-12-01',
    });

    expect(before.findings[0]?.status).toBe('waived');
    expect(after.findings[0]?.status).toBe('new');
    expect(after.expired).toEqual([
      { waiver: exception, fingerprints: [after.findings[0]?.fingerprint] },
    ]);
  });

  test('an exception covers no other rule and no other path', () => {
    const elsewhere = {
      ...exception,
      covers: { by: 'rule-and-path', rule: 'rest/unencrypted-storage', path: 'other/*' },
    } as const;

    const { findings, unused } = run({
      facts: factsOf(volume('data'), 'terraform'),
      waivers: [elsewhere],
    });

    expect(findings[0]?.status).toBe('new');
    expect(unused).toEqual([elsewhere]);
  });

  test('a false positive is void when the code it was about has changed', () => {
    const [found] = judge(volume('data')).findings;
    const waiver: Waiver = {
      kind: 'false-positive',
      fingerprint: found?.fingerprint ?? '',
      reason: 'swap only',
      at,
    };

    const same = run({ facts: factsOf(volume('data'), 'terraform'), waivers: [waiver] });
    const changed = run({ facts: factsOf(volume('renamed'), 'terraform'), waivers: [waiver] });

    expect(same.findings[0]?.status).toBe('waived');
    expect(changed.findings[0]?.status).toBe('new');
    expect(changed.unused).toEqual([waiver]);
  });
});

describe('tightening a promise', () => {
  const order = ['1.0', '1.1', '1.2', '1.3'] as const;
  const tlsFacts = fc.array(
    fc.constantFrom('ssl', '1.0', '1.1', '1.2', '1.3', 'unknown').map((minimum): Fact => ({
      kind: 'tls',
      end: 'client',
      minimum,
      written: 'minVersion',
      ...place,
    })),
  );
  const cipherFacts = fc.array(
    fc.constantFrom(...([128, 192, 256, 'unknown'] as const)).map((bits): Fact => ({
      kind: 'cipher',
      algorithm: 'AES',
      bits,
      mode: 'GCM',
      written: 'aes',
      ...place,
    })),
  );
  const retentionFacts = fc.array(
    fc
      .tuple(
        fc.oneof(fc.integer({ min: 0, max: 4_000 }), fc.constantFrom('never', 'unknown')),
        fc.constantFrom('log', 'objects', 'versions', 'backups'),
      )
      .map(([days, what]): Fact => ({
        kind: 'retention',
        resource: 'aws_s3_bucket',
        what,
        days,
        ...place,
      })),
  );

  test('a higher TLS floor never has fewer findings', () => {
    fc.assert(
      fc.property(tlsFacts, fc.nat(3), fc.nat(3), (facts, a, b) => {
        const at = (index: number): number =>
          count('transit/weak-tls-version', facts, {
            ...promises['security.transit'],
            minimum: order[index] ?? '1.3',
          });
        return at(Math.min(a, b)) <= at(Math.max(a, b));
      }),
    );
  });

  test('a longer key never has fewer findings', () => {
    const bits = fc.constantFrom(128, 192, 256);
    fc.assert(
      fc.property(cipherFacts, bits, bits, (facts, a, b) => {
        const at = (length: 128 | 192 | 256): number =>
          count('rest/weak-cipher', facts, {
            ...promises['security.rest'],
            cipher: { algorithm: 'AES', bits: length },
          });
        return a > b ? at(a) >= at(b) : at(b) >= at(a);
      }),
    );
  });

  test('a shorter window never has fewer findings', () => {
    const days = fc.integer({ min: 1, max: 3_650 });
    fc.assert(
      fc.property(retentionFacts, days, days, (facts, a, b) => {
        const at = (amount: number): number =>
          count('retention/exceeds-limit', facts, {
            ...promises['retention.orders'],
            within: { amount, unit: 'day' },
          });
        return at(Math.min(a, b)) >= at(Math.max(a, b));
      }),
    );
  });

  function count(rule: string, facts: readonly Fact[], promise: PolicyRule): number {
    const { findings } = run({ facts, policy: policyOf({ only: promise }) });
    return findings.filter(({ rule: id }) => id === rule).length;
  }
});

test('a policy without a promise switches its rules off and names those that ran', () => {
  const policy: CompiledPolicy = policyOf({ 'security.rest': promises['security.rest'] });

  const { summary } = run({ facts: [], policy });

  expect(summary.rules).toEqual([
    'rest/unencrypted-storage',
    'rest/weak-cipher',
    'transit/cert-validation-disabled',
    'transit/cleartext',
    'transit/weak-tls-version',
  ]);
});

function judge(terraform: string): ScanResult {
  return run({ facts: factsOf(terraform, 'terraform') });
}

function run(input: Partial<ScanInput> & Pick<ScanInput, 'facts'>): ScanResult {
  return scan({ policy: northwind, catalogue, waivers: [], today: '2026-11-23', ...input });
}

/** Where the example of `retention/below-promise` keeps its files, and a database without the table of `rights/no-access-path`. */
const dataMap: DataMap = {
  application: 'shop',
  stores: [
    {
      kind: 'bucket',
      id: 'files',
      bucket: 'example-files',
      objects: [{ data: ['orders'], prefix: 'a/' }],
    },
    { kind: 'database', id: 'main', tables: [] },
  ],
};

/** Lines moved down, indented otherwise, and other quotes: what a formatter and an edit above would do. */
function reformatted(code: string, language: 'ts' | 'prisma' | 'terraform'): string {
  const moved = `${language === 'terraform' ? '#' : '//'} a new first line\n\n${code}`;
  if (language === 'prisma') return moved.replaceAll(/^ {2}/gm, '      ');
  if (language === 'terraform')
    return moved.replaceAll(/^ {2}/gm, '      ').replaceAll(' = ', '   = ');
  return moved.replaceAll("'", '"').replaceAll('({ ', '({\n    ').replaceAll(' })', ',\n  })');
}

function fingerprintsIn({ findings }: ReturnType<typeof run>, id: string): readonly string[] {
  return findings.filter(({ rule }) => rule === id).map(({ fingerprint }) => fingerprint);
}
