import { readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Reader } from '../scan/reader.ts';
import { ReadingCache } from '../scan/reading-cache.ts';
import type { CodeFile } from '../scan/reading.ts';
import { put, temporaryFolder, trothJson } from '../testing/run-troth.ts';
import { smallPolicy } from '../testing/small-policy.ts';

const weak =
  "import tls from 'node:tls';\nexport const peer = tls.connect({ host: 'db', minVersion: 'TLSv1.2' });\n";

/** A project whose one finding must be seen whatever stands beside it. */
async function scanBeside(
  files: Readonly<Record<string, string>>,
  prepare: (folder: string) => void = () => undefined,
): ReturnType<typeof trothJson> {
  const folder = temporaryFolder({ ...smallPolicy, 'src/peer.ts': weak, ...files });
  prepare(folder);
  const run = await trothJson(['scan'], { cwd: folder });
  expect(run).toMatchObject({ code: 1, err: '', json: { findings: [{ path: 'src/peer.ts' }] } });
  return run;
}

function noteOn(path: string, message: RegExp): object {
  const says: unknown = expect.stringMatching(message);
  const note: unknown = expect.objectContaining({ path, message: says });
  const notes: unknown = expect.arrayContaining([note]);
  return { json: { notes } };
}

test('a file with a syntax error is told, the others are scanned', async () => {
  const run = await scanBeside({ 'src/half.ts': 'export const a = {\n' });

  expect(run).toMatchObject(noteOn('src/half.ts', /cannot be read/));
});

test('a minified bundle is told and not judged', async () => {
  const bundle = `var a=1;${'a=a+1;'.repeat(20_000)}\n`;

  const run = await scanBeside({ 'public/bundle.js': bundle });

  expect(run).toMatchObject(noteOn('public/bundle.js', /minified/));
});

test('a generated file of 20 MB is told and not read', async () => {
  const run = await scanBeside({ 'src/big.ts': 'export const a = 1;\n'.repeat(1_000_000) });

  expect(run).toMatchObject(noteOn('src/big.ts', /20000000 bytes/));
});

test('a binary file under the name of code is told', async () => {
  const run = await scanBeside({}, (folder) => {
    writeFileSync(join(folder, 'src/image.ts'), Buffer.from([0, 1, 2, 255, 0]));
  });

  expect(run).toMatchObject(noteOn('src/image.ts', /binary/));
});

test('links that lead in a circle, or nowhere, end no scan', async () => {
  const run = await scanBeside({}, (folder) => {
    symlinkSync(join(folder, 'src'), join(folder, 'src/again'));
    symlinkSync('b.ts', join(folder, 'src/a.ts'));
    symlinkSync('a.ts', join(folder, 'src/b.ts'));
    symlinkSync('gone.ts', join(folder, 'src/dangling.ts'));
  });

  expect(run).toMatchObject(noteOn('src/a.ts', /circle/));
});

test.each([
  ['src/deep.ts', `export const a = ${'['.repeat(20_000)}${']'.repeat(20_000)};\n`],
  ['src/calls.ts', `export const a = ${'f('.repeat(5000)}${')'.repeat(5000)};\n`],
  ['src/lines.ts', `export const a = ${'f(\n'.repeat(50_000)}${')\n'.repeat(50_000)};\n`],
  ['deep.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['k8s/deep.yaml', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`],
])('%s, nested beyond every stack, costs itself alone', async (path, text) => {
  const run = await scanBeside({ [path]: text });

  expect(run.code).toBe(1);
});

test('bytes that are no UTF-8 are read as far as they go', async () => {
  const run = await scanBeside({}, (folder) => {
    const latin = Buffer.from(`// caf\u00E9\n${weak}`, 'latin1');
    writeFileSync(join(folder, 'src/peer.ts'), latin);
  });

  expect(run).toMatchObject({ json: { findings: [{ line: 3 }], notes: [] } });
});

test('a policy without a data map presumes that a store holds personal data', async () => {
  const logs = 'resource "aws_cloudwatch_log_group" "a" {\n}\n';
  const folder = temporaryFolder({ ...smallPolicy, 'infra/logs.tf': logs });

  const run = await trothJson(['scan'], { cwd: folder });

  expect(run).toMatchObject({ code: 1, json: { findings: [{ rule: 'retention/missing-limit' }] } });
});

test('no code of the project is run, and none of its settings is loaded as code', async () => {
  const evil = "require('node:fs').writeFileSync(`${__dirname}/ran`, '');\n";

  const run = await scanBeside({
    'eslint.config.js': evil,
    'prisma.config.js': evil,
    'next.config.js': evil,
    'tsconfig.json': '{ "extends": "./evil.js" }',
    'evil.js': evil,
    'package.json': '{ "scripts": { "prepare": "touch ran" }, "main": "evil.js" }',
  });

  expect(run.out).not.toContain('"path": "ran"');
});

const file = (folder: string, path: string): CodeFile => ({ path, absolute: join(folder, path) });

test('a file that is deleted during the scan is told, the others are read', async () => {
  const folder = temporaryFolder({ 'a.ts': weak, 'b.ts': weak });
  const files = [file(folder, 'a.ts'), file(folder, 'b.ts')];
  unlinkSync(join(folder, 'a.ts'));
  const reader = new Reader(ReadingCache.inMemory());

  const read = await reader.read(files, () => undefined);

  await reader.close();
  expect(read.readings.map(({ path }) => path)).toEqual(['b.ts']);
  expect(read.skipped).toEqual([{ path: 'a.ts', reason: 'it does not exist' }]);
});

test('a damaged or foreign cache is read anew, a whole one is believed', async () => {
  const folder = temporaryFolder({ 'src/a.ts': weak });
  const code = [file(folder, 'src/a.ts')];
  const cached = async (): Promise<number> => {
    const cache = await ReadingCache.in(join(folder, 'cache'));
    const before = cache.isEmpty ? 0 : 1;
    const reader = new Reader(cache);
    const { readings } = await reader.read(code, () => undefined);
    await reader.close();
    expect(readings[0]?.lines).toBe(2);
    return before;
  };

  const first = await cached();
  const second = await cached();
  const kept = readFileSync(join(folder, 'cache/readings.jsonl'), 'latin1');
  put(folder, { 'cache/readings.jsonl': kept.replace('"lines":2', '"lines":9') });
  await cached();
  put(folder, { 'cache/readings.jsonl': kept.replace(/^troth readings \w/, 'troth readings -') });
  await cached();
  put(folder, { 'cache/readings.jsonl': '\u0000 no cache' });
  await cached();

  expect([first, second]).toEqual([0, 1]);
});
