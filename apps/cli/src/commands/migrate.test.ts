import { expect, test } from 'vitest';
import { temporaryFolder, troth } from '../testing/run-troth.ts';
import { smallPolicy, smallPolicyWith } from '../testing/small-policy.ts';

test('a policy in the newest language has nothing to change', async () => {
  const run = await troth(['migrate'], { cwd: temporaryFolder(smallPolicy) });

  expect(run).toMatchObject({
    code: 0,
    out: 'policy/policy.yaml: language 1 is the newest; nothing to change\n',
  });
});

test('a policy for a later troth is refused by its version', async () => {
  const files = smallPolicyWith('policy/policy.yaml', 'language: 1', 'language: 2');

  const run = await troth(['migrate'], { cwd: temporaryFolder(files) });

  expect(run).toMatchObject({
    code: 2,
    err: 'troth: `policy/policy.yaml` says 2 under `language:`; this troth knows 1\n',
  });
});

test('a folder without a policy is named', async () => {
  const run = await troth(['migrate', '--policy', 'x'], { cwd: temporaryFolder(smallPolicy) });

  expect(run.code).toBe(2);
  expect(run.err).toContain('there is no `policy.yaml` in x');
});
