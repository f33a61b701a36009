import { cpus } from 'node:os';
import { compileDecider, type Decision, type DecisionRequest } from '@troth/decisions';
import { makePolicy, makeRequests, seeded } from './workload.ts';

const ROUNDS = 7;
const SLICE_MS = 200;
const NOW = new Date('2026-11-23T12:00:00Z');
const STATE = { optOuts: [], restricted: false };

const machine = cpus();
console.log(`Node ${process.version}, ${machine.length} x ${machine[0]?.model ?? 'unknown'}`);
console.log('rules   floor us  decide us  ratio  decisions/s  build ms  permits');
for (const size of [10, 40, 400, 4_000]) measure(size);

/** Median of interleaved slices, floor and engine in turn, so that a busy machine hits both. */
function measure(size: number): void {
  const random = seeded(20_261_123 + size);
  const policy = makePolicy(size, random);
  const requests = makeRequests(policy, 5_000, random);
  const started = performance.now();
  const decider = compileDecider(policy);
  const decisions = requests.map((request) => decider.decide(request, STATE, NOW));
  const buildMs = performance.now() - started;
  const answers = new Map(requests.map((request, place) => [keyOf(request), decisions[place]]));
  const floor = (request: DecisionRequest): Decision | undefined => answers.get(keyOf(request));
  const engine = (request: DecisionRequest): Decision => decider.decide(request, STATE, NOW);
  slice(requests, floor);
  slice(requests, engine);
  const rounds = Array.from(
    { length: ROUNDS },
    () => [slice(requests, floor), slice(requests, engine)] as const,
  );
  const floorUs = median(rounds.map(([us]) => us));
  const engineUs = median(rounds.map(([, us]) => us));
  const permits = decisions.filter(({ effect }) => effect === 'permit').length / decisions.length;
  console.log(
    [
      String(size).padEnd(6),
      floorUs.toFixed(3).padStart(9),
      engineUs.toFixed(3).padStart(10),
      (engineUs / floorUs).toFixed(1).padStart(6),
      Math.round(1e6 / engineUs)
        .toLocaleString('en')
        .padStart(12),
      buildMs.toFixed(1).padStart(9),
      `${Math.round(permits * 100)} %`.padStart(8),
    ].join(' '),
  );
}

/** The least that any answer to a request costs: one key made of its words, one look-up. */
function keyOf({ action, data, purpose, recipient }: DecisionRequest): string {
  return `${action}|${data[0] ?? ''}|${purpose}|${recipient ?? ''}`;
}

/** Microseconds a call. The answers are counted, so that no call is optimised away. */
function slice(
  requests: readonly DecisionRequest[],
  answer: (request: DecisionRequest) => Decision | undefined,
): number {
  const started = performance.now();
  let calls = 0;
  let permits = 0;
  while (performance.now() - started < SLICE_MS) {
    for (const request of requests) if (answer(request)?.effect === 'permit') permits += 1;
    calls += requests.length;
  }
  if (permits > calls) throw new Error('more permits than calls');
  return ((performance.now() - started) * 1000) / calls;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
