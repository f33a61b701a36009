import { afterAll, expect, test } from 'vitest';
import { OwnPostgres, POSTGRES_PROGRAMS } from './own-postgres.ts';
import { soak } from './soak.ts';
import { verdictOf } from './verdict.ts';

let postgres: OwnPostgres | undefined;

afterAll(() => postgres?.remove());

// Without PostgreSQL's own programs on the machine there is nothing that may be crashed.
test.skipIf(POSTGRES_PROGRAMS === undefined)(
  'through reloads, a killed process and a crash of PostgreSQL no verdict is wrong and nothing acknowledged is lost',
  { timeout: 240_000 },
  async () => {
    postgres = await OwnPostgres.start(POSTGRES_PROGRAMS ?? '');
    const plan = { seconds: 8, killEvery: 3, clients: 2, seed: 1 };

    const report = await soak(postgres, plan);

    expect(verdictOf(report, plan).wrong).toEqual([]);
    expect(report.kills).toBeGreaterThan(0);
  },
);
