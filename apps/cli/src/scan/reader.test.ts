import { expect, test } from 'vitest';
import { ReadingCache } from './reading-cache.ts';
import { Reader } from './reader.ts';
import type { CodeFile } from './reading.ts';

const files = ['a.ts', 'b.ts', 'c.ts'].map((path): CodeFile => ({
  path,
  absolute: path,
  text: `import './${path}x';\n`,
}));

test('what was begun is asked for once, in any part and with more', async () => {
  const reader = new Reader(ReadingCache.inMemory());
  const [first, second, third] = files;
  if (first === undefined || second === undefined || third === undefined) throw new Error('three');

  reader.begin([first, second], () => undefined);
  const { readings } = await reader.read([third, second], () => undefined);
  await reader.close();

  expect(readings.map(({ path }) => path)).toEqual(['c.ts', 'b.ts']);
});

test('files are read whole though what they import was begun and nobody asks for it', async () => {
  const reader = new Reader(ReadingCache.inMemory());

  reader.beginImports(files);
  const { readings } = await reader.read(files, () => undefined);
  await reader.close();

  expect(readings.map(({ lines, imports }) => [lines, imports])).toEqual([
    [1, ['./a.tsx']],
    [1, ['./b.tsx']],
    [1, ['./c.tsx']],
  ]);
});

test('a reader is closed at once though what it began is wanted by nobody', async () => {
  const reader = new Reader(ReadingCache.inMemory());
  const asked: number[] = [];

  reader.begin(files, (done) => asked.push(done));
  await reader.close();

  expect(asked).toEqual([]);
});
