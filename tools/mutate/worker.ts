import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';

/** Run these tests with this file read as this text. */
export interface Question {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** Absolute paths of test files. */
  readonly tests: readonly string[];
  /** Environment variables for this question alone. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly passed: boolean;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const environment = { ...process.env };
let asked: Question | undefined;

const vitest = await createVitest(
  {
    root,
    watch: false,
    run: true,
    pool: 'threads',
    maxWorkers: 1,
    // The first test that fails has said all there is to say.
    bail: 1,
    // A busy machine is no fault: whoever asks says how long to wait.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // A silent reporter: the answer is all that is wanted.
    reporters: [{}],
    // On disk a module is known by the content of its file, which a fault does not change.
    fsModuleCache: false,
  },
  {
    plugins: [
      {
        name: 'one-file-replaced',
        enforce: 'pre',
        load: (id) => (id === asked?.path ? asked.text : undefined),
      },
    ],
  },
);

process.on('message', (question: Question) => {
  void answer(question);
});

async function answer(question: Question): Promise<void> {
  const before = asked?.path;
  asked = question;
  process.env = { ...environment, ...question.env };
  for (const path of new Set([before ?? question.path, question.path])) vitest.invalidateFile(path);
  const project = vitest.getRootProject();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
    question.tests.map((path) => project.createSpecification(path)),
  );
  // The run tells of every file it ever ran, not of those it was asked for alone.
  const own = testModules.filter(({ moduleId }) => question.tests.includes(moduleId));
  const passed =
    unhandledErrors.length === 0 &&
    own.length === question.tests.length &&
    own.every((module) => module.state() === 'passed');
  process.send?.({ passed } satisfies Answer);
}
