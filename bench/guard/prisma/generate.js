// Makes the Prisma client of this bench. Generating needs no engine, but the command looks for one first and would
// download it; any file that exists ends the search.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const manifest = createRequire(import.meta.url).resolve('prisma/package.json');
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [join(dirname(manifest), 'build', 'index.js'), 'generate', '--no-hints'],
  {
    cwd: dirname(import.meta.dirname),
    encoding: 'utf8',
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
  },
);
if (status !== 0) process.stderr.write(stdout + stderr);
process.exitCode = status ?? 1;
