import { parseArgs } from 'node:util';
import { OwnPostgres, POSTGRES_PROGRAMS } from './own-postgres.ts';
import { soak } from './soak.ts';
import { verdictOf } from './verdict.ts';

// npm run long:soak -- --seconds 600 --seed 7
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
    clients: { type: 'string', default: '8' },
    'kill-every': { type: 'string', default: '20' },
  },
});
if (POSTGRES_PROGRAMS === undefined) {
  throw new Error(
    'there is no `initdb`: install PostgreSQL (Debian: `postgresql`) and run it again',
  );
}
const postgres = await OwnPostgres.start(POSTGRES_PROGRAMS);
try {
  const plan = {
    seconds: Number(values.seconds),
    seed: Number(values.seed),
    clients: Number(values.clients),
    killEvery: Number(values['kill-every']),
  };
  const report = await soak(postgres, plan);
  const { lines, wrong } = verdictOf(report, plan);
  console.log([...lines, ...wrong].join('\n'));
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await postgres.remove();
}
