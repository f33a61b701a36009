import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { serve } from './serve.ts';
import { openSigningKey } from './runtime/keys.ts';

/** The checkout: paths in settings start here, and so does the command line's. */
const ROOT = join(import.meta.dirname, '..', '..', '..');

/**
 * What `npm start` runs: a bundle of the policy as it stands, then the service on it. A policy that
 * does not compile means its diagnostics, exit 1 and nothing served.
 */
export async function start(): Promise<void> {
  const result = readConfig(process.env, ROOT);
  if (!result.ok) return giveUp(2, result.problems);
  const { config } = result;
  mkdirSync(config.dataDir, { recursive: true });
  openSigningKey(config.signingKey);
  const bundled = makeBundle(config);
  if (bundled !== 0) return giveUp(1, ['nothing is served: the policy does not compile']);
  try {
    await serve(config, (line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    // At the edge, once: the person who started it sees the whole of it.
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    giveUp(1, [message]);
  }
}

/** @returns exit code of the command line, whose diagnostics go to the terminal */
function makeBundle(config: Config): number {
  const troth = join(ROOT, 'apps', 'cli', 'bin', 'troth.js');
  const bundle = join(config.dataDir, 'bundle.json');
  const parts = ['--policy', config.policyDir, '--out', bundle, '--key', config.signingKey];
  const { status } = spawnSync(process.execPath, [troth, 'bundle', ...parts], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status ?? 1;
}

function giveUp(code: number, lines: readonly string[]): void {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = code;
}
