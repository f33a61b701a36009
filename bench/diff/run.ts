import { diffPolicies } from '@troth/diff';
import { cpus } from 'node:os';
import { generatedPolicy, rewritten } from './generated-policy.ts';

const ROUNDS = 5;

const machine = cpus();
console.log(`Node ${process.version}, ${machine.length} x ${machine[0]?.model ?? 'unknown'}`);
console.log('clauses  changes  median ms    min..max  times the row above   RSS MB');
// The first call of all waits for the compiler of JavaScript; its row is not compared with.
measure(1_000);
measure(10_000, measure(1_000));

/** Prints one row; the median in milliseconds. */
function measure(clauses: number, above?: number): number {
  const base = generatedPolicy(clauses);
  const head = rewritten(base);
  const times: number[] = [];
  let changes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    changes = diffPolicies(base, head).changes.length;
    times.push(performance.now() - started);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  console.log(
    [
      String(clauses).padEnd(7),
      String(changes).padStart(8),
      median.toFixed(0).padStart(10),
      `${Math.min(...times).toFixed(0)}..${Math.max(...times).toFixed(0)}`.padStart(11),
      (above === undefined ? '' : (median / above).toFixed(1)).padStart(20),
      (process.memoryUsage.rss() / 1_048_576).toFixed(0).padStart(8),
    ].join(' '),
  );
  return median;
}
