import { diffPolicies } from '@troth/diff';
import { mutatePolicy, runMutation } from '@troth/policy-tests';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { testFilesOf } from './policy-tests.ts';
import { loadSoundProject, type SoundProject } from './project.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

describe("this repository's own policy", () => {
  let project: SoundProject;
  beforeAll(async () => {
    project = await loadSoundProject('policy', ROOT);
  });

  test('its tests notice at least 95 of 100 wrong versions of it', { timeout: 120_000 }, () => {
    const { score, mutants } = runMutation(project.policy, testFilesOf(project));

    expect(mutants).toBeGreaterThan(300);
    expect(score).toBeGreaterThanOrEqual(0.95);
  });

  test(
    'what the mutation calls loosened, the diff never calls tightened or editorial',
    {
      timeout: 60_000,
    },
    () => {
      const { policy } = project;

      const misjudged = mutatePolicy(policy).flatMap((mutant) => {
        const { changes } = diffPolicies(policy, mutant.policy);
        const found = new Set(changes.map(({ direction }) => direction));
        // A clause without its last rule is reworded too: it then says why it has none.
        found.delete('editorial');
        // Where the diff has no order it says so; the mutation has to choose.
        const isRight = found.size === 1 && (found.has(mutant.direction) || found.has('mixed'));
        return isRight ? [] : [`${mutant.clause}: ${mutant.what}: ${[...found].join(', ')}`];
      });

      expect(misjudged).toEqual([]);
    },
  );
});
