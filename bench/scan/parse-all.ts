import { parseSync } from 'oxc-parser';
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

// The floor: every file parsed by as many threads as asked, its tree read into JavaScript, no more.
if (isMainThread) {
  const [list = '', workers = '1'] = process.argv.slice(2);
  const files = readFileSync(list, 'utf8').split('\n');
  const count = Number(workers);
  const shares = Array.from({ length: count }, (_, index) =>
    files.filter((_file, at) => at % count === index),
  );
  const parsed = await Promise.all(shares.map(parsedBy));
  console.log(parsed.reduce((sum, statements) => sum + statements, 0));
} else {
  const statements = filesOf(workerData).reduce((sum, path) => sum + statementsOf(path), 0);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(statements);
}

function parsedBy(share: readonly string[]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const worker = new Worker(new URL(import.meta.url), { workerData: share });
  worker.on('message', resolve).on('error', reject);
  return promise;
}

function statementsOf(path: string): number {
  return parseSync(path, readFileSync(path, 'utf8')).program.body.length;
}

function filesOf(data: unknown): readonly string[] {
  return Array.isArray(data) ? data.filter((one) => typeof one === 'string') : [];
}
