import { expect, onTestFinished, test } from 'vitest';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Checker } from './checker.ts';
import { judge, score } from './judge.ts';
import { mutantsOf } from './mutants.ts';
import { sampleOf } from './sample.ts';
import { TestRunner } from './test-runner.ts';

const afterwards = (code: string): readonly string[] =>
  mutantsOf('a.ts', code).map(({ text }) => text);

test.each([
  ['if (a) b();', ['if (!(a)) b();', 'if (a) ;']],
  ['const x = a === b;', ['const x = (a !== b);']],
  ['const x = a < 2;', ['const x = (a <= 2);', 'const x = a < 3;']],
  ['const x = a && b;', ['const x = ((a) || (b));']],
  ['const x = a ?? b;', ['const x = (a);']],
  ['const x = !a;', ['const x = (a);']],
  ["const x = ['a'];", ['const x = [];', "const x = ['aX'];"]],
  ['const x = a.filter(b);', ['const x = (a);']],
  ['const x = a.some(b);', ['const x = a.every(b);']],
  ['const x = /a/;', ['const x = /(?!)/;']],
  ['const x = true;', ['const x = false;']],
])('%s has each small fault once', (code, faults) => {
  expect(afterwards(code)).toEqual(faults);
});

test.each([
  "import { a } from 'a';",
  "export { a } from 'a';",
  'type A = 1 | true;',
  "const x = { 'a-key': b };",
  "const x = 'a text for readers';",
])('%s has none: it is a type, a name or a text', (code) => {
  expect(afterwards(code)).toEqual([]);
});

test('a mutant says where it is and what was done', () => {
  const [mutant] = mutantsOf('a.ts', 'const y = b;\nconst x = !a;');

  expect(mutant).toMatchObject({ path: 'a.ts', line: 2, operator: 'drop the not' });
  expect([mutant?.before, mutant?.after]).toEqual(['!a', '(a)']);
});

test('a sample is the same for a seed, another for another, and keeps the order', () => {
  const items = Array.from({ length: 100 }, (_, index) => index);

  const sample = sampleOf(items, 10, 7);

  expect(sample).toHaveLength(10);
  expect(sample).toEqual(sampleOf(items, 10, 7));
  expect(sample).not.toEqual(sampleOf(items, 10, 8));
  expect(sample).toEqual(sample.toSorted((a, b) => a - b));
});

test('the tests of a file are asked about the fault, and an endless loop is ended', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'troth-mutate-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'count.ts');
  const tests = [join(folder, 'count.test.ts')];
  writeFileSync(path, 'export const last = (n: number): number => n;\n');
  writeFileSync(
    join(folder, 'count.test.ts'),
    "import { expect, test } from 'vitest';\nimport { last } from './count.ts';\ntest('counts', () => { expect(last(3)).toBe(3); });\n",
  );
  const runner = new TestRunner(6_000);
  onTestFinished(() => runner.close());
  const verdicts = [];
  for (const body of ['n', 'n + 1', 'n + 0', '{ for (;;) n += 1; }', 'n']) {
    const text = `export const last = (n: number): number => ${body};\n`;
    verdicts.push(await runner.ask({ path, text, tests }));
  }

  expect(verdicts).toEqual(['unnoticed', 'noticed', 'unnoticed', 'timeout', 'unnoticed']);
});

test('what one test file noticed is not held against another', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'troth-mutate-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'one.ts');
  const [strict, content] = ['strict', 'content'].map((name) => join(folder, `${name}.test.ts`));
  writeFileSync(path, 'export const one = 1;\n');
  const asking = (wanted: string): string =>
    `import { expect, test } from 'vitest';\nimport { one } from './one.ts';\ntest('one', () => { expect(one).${wanted}; });\n`;
  writeFileSync(strict ?? '', asking('toBe(1)'));
  writeFileSync(content ?? '', asking('toBeGreaterThan(0)'));
  const runner = new TestRunner(20_000);
  onTestFinished(() => runner.close());
  const ask = (test: string | undefined): Promise<string> =>
    runner.ask({ path, text: 'export const one = 2;\n', tests: [test ?? ''] });

  expect([await ask(strict), await ask(content)]).toEqual(['noticed', 'unnoticed']);
});

test('what hurried tests miss is shown to them again in calm', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'troth-mutate-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'two.ts');
  writeFileSync(path, 'export const two = 2;\n');
  writeFileSync(
    join(folder, 'two.test.ts'),
    "import { expect, test } from 'vitest';\nimport { two } from './two.ts';\ntest('two', () => { expect(process.env['QUICK'] ?? two).not.toBe(3); });\n",
  );
  const runner = new TestRunner(20_000);
  onTestFinished(() => runner.close());
  const [mutant] = mutantsOf(path, 'export const two = 2;\n');
  if (mutant === undefined) throw new Error('there is no mutant');

  const judged = await judge(mutant, path, { runner, wider: [], hurry: { QUICK: '1' } });

  expect(judged.verdict).toBe('noticed');
});

test('a program that holds its cases notices a fault, ends an endless one, and forgets both', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'troth-mutate-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'sum.ts');
  const script = join(folder, 'check.ts');
  writeFileSync(path, "import { one } from './one.ts';\nexport const two = one + one;\n");
  writeFileSync(join(folder, 'one.ts'), 'export const one: number = 1;\n');
  writeFileSync(
    script,
    "export const below = './';\nexport const entry = './sum.ts';\nexport const prepared = () => (sum: { two: number }) => { if (sum.two !== 2) throw new Error(); };\n",
  );
  const checker = new Checker(script, 10_000);
  onTestFinished(() => checker.close());
  const verdicts = [];
  for (const body of ['1', '2', '1 + 0', '(() => { for (;;); })()', '1']) {
    const text = `export const one: number = ${body};\n`;
    verdicts.push(await checker.ask({ path: join(folder, 'one.ts'), text }));
  }

  expect(verdicts).toEqual(['unnoticed', 'noticed', 'unnoticed', 'timeout', 'unnoticed']);
});

test('the score counts what was noticed, a time-out as well', () => {
  const judged = mutantsOf('a.ts', 'const x = [!a, !b, !c];')
    .slice(1)
    .map((mutant, index) => ({ mutant, verdict: verdicts[index] ?? 'unnoticed' }));

  expect(score(judged)).toBe(2 / 3);
});

const verdicts = ['noticed', 'timeout', 'unnoticed'] as const;
