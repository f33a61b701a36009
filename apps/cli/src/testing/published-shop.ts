import { put, temporaryFolder } from './run-troth.ts';
import { smallPolicy } from './small-policy.ts';
import { trothOn } from './on-day.ts';

/** The small policy as a new version: its dates, and how long deleted orders stay. */
export function dated(
  published: string,
  effective: string,
  days: number,
): Readonly<Record<string, string>> {
  const settings = smallPolicy['policy/policy.yaml'] ?? '';
  const orders = smallPolicy['policy/clauses/orders.yaml'] ?? '';
  return {
    ...smallPolicy,
    'policy/policy.yaml': settings.replace(
      'published: 2026-01-01, effective: 2026-01-01',
      `published: ${published}, effective: ${effective}`,
    ),
    'policy/clauses/orders.yaml': orders.replace('within: 30 days', `within: ${days} days`),
    'policy/CHANGELOG.md': `# Changes\n\n## ${published}\n\nDeleted orders stay ${days} days.\n`,
  };
}

/** A folder in which the small policy was published on its own day, with the key in `keys/policy.pem`. */
export async function publishedShop(): Promise<string> {
  const folder = temporaryFolder(smallPolicy);
  const run = await trothOn('2026-01-01', folder, ['publish', ...key]);
  if (run.code !== 0) throw new Error(`${run.out}${run.err}`);
  return folder;
}

/** Publishes 60 days instead of 30, told on March 1 and in effect on April 1. */
export async function publishLooser(folder: string): Promise<void> {
  put(folder, dated('2026-03-01', '2026-04-01', 60));
  const run = await trothOn('2026-03-01', folder, [
    'publish',
    ...key,
    '--approved-by',
    'legal:Ada Lee',
  ]);
  if (run.code !== 0) throw new Error(`${run.out}${run.err}`);
}

export const key: readonly string[] = ['--key', 'keys/policy.pem'];
