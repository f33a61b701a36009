import type { Mechanism } from './mechanism.ts';

const decisions = 'packages/decisions/src/decisions.test.ts';

/** What the running service keeps, each with the test that proves it. */
export const runtimeMechanisms: readonly Mechanism[] = [
  runtime('decisions/collect', decisions, ''),
];

function runtime(id: string, file: string, title: string): Mechanism {
  return { id, kind: 'runtime', test: { file, title } };
}
