// Makes the Prisma client. Generation is WASM, but the command first looks for a schema engine to
// download; naming any existing file ends that search, so it works without that host.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const service = dirname(import.meta.dirname);
const prisma = join(
  dirname(createRequire(import.meta.url).resolve('prisma/package.json')),
  'build',
  'index.js',
);
const run = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
  cwd: service,
  encoding: 'utf8',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
});
if (run.status !== 0) process.stderr.write(`${run.stdout}${run.stderr}`);
process.exitCode = run.status ?? 1;
