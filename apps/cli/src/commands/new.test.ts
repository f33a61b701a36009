import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, troth } from '../testing/run-troth.ts';
import { smallPolicy } from '../testing/small-policy.ts';

const add = ['new', 'clause', 'orders.trash', '--section', 'orders', '--todo', '2030-01-01'];

test('a new clause stands below the others, which stay as they were, and the policy still passes', async () => {
  const folder = temporaryFolder(smallPolicy);

  const run = await troth([...add, '--verb', 'erase'], { cwd: folder });

  expect(run.code).toBe(0);
  const text = readFileSync(join(folder, 'policy/clauses/orders.yaml'), 'utf8');
  const line = text.split('\n').indexOf('  - id: orders.trash') + 1;
  expect(run.out).toBe(
    `policy/clauses/orders.yaml:${line}: orders.trash added, a gap until it has its rule\n`,
  );
  expect(text.startsWith(smallPolicy['policy/clauses/orders.yaml'] ?? 'x')).toBe(true);
  expect(text).toContain('\n    # erase:\n    #   data: ');
  expect((await troth(['check'], { cwd: folder })).code).toBe(0);
});

test.each([
  [
    ['new', 'clause', 'orders.use', '--section', 'orders'],
    'the clause `orders.use` stands already',
  ],
  [['new', 'clause', 'a.b', '--section', 'ordres'], 'did you mean `orders`?'],
  [['new', 'clause', 'a.b', '--section', 'orders', '--verb', 'burn'], 'Allowed choices are'],
  [['new', 'section', 'a.b', '--section', 'orders'], 'Allowed choices are clause'],
])('troth %s says what is wrong and changes nothing', async (args, reason) => {
  const folder = temporaryFolder(smallPolicy);

  const run = await troth(args, { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toContain(reason);
  expect(readFileSync(join(folder, 'policy/clauses/orders.yaml'), 'utf8')).toBe(
    smallPolicy['policy/clauses/orders.yaml'],
  );
});
