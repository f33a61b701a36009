import { cpus } from 'node:os';
import { compileDecider, type Decision, type DecisionRequest } from '@troth/decisions';
import { makePolicy, makeRequests, seeded } from './workload.ts';

const ROUNDS = 7;
const SLICE_MS = 200;
const NOW = new Date('2026-11-23T12:00:00Z');
const STATE = { optOuts: [], restricted: false };

const machine = cpus();
console.log(`Node ${process.version}, ${machine.length} x ${machine[0]?.model ?? 'unknown'}`);
console.log('rules   floor us  decide us  ratio  decisions/s    min..max  build ms  permits');
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
  const floor = lookUp(requests, decisions);
  const engine = (request: DecisionRequest): Decision => decider.decide(request, STATE, NOW);
  slice(requests, floor);
  slice(requests, engine);
  const rounds = Array.from(
    { length: ROUNDS },
    () => [slice(requests, floor), slice(requests, engine)] as const,
  );
  const floorUs = median(rounds.map(([us]) => us));
  const engineAll = rounds.map(([, us]) => us);
  const engineUs = median(engineAll);
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
      `${Math.min(...engineAll).toFixed(2)}..${Math.max(...engineAll).toFixed(2)}`.padStart(12),
      buildMs.toFixed(1).padStart(9),
      `${Math.round(permits * 100)} %`.padStart(8),
    ].join(' '),
  );
}

type ByRecipient = Map<string, Decision>;
type ByPurpose = Map<string, ByRecipient>;
type ByData = Map<string, ByPurpose>;
type ByAction = Map<string, ByData>;

/**
 * The least that an answer costs: the same answers, worked out before and looked up by the words of the
 * request, Map in Map. It knows nothing of subjects, contexts or time.
 */
function lookUp(
  requests: readonly DecisionRequest[],
  decisions: readonly Decision[],
): (request: DecisionRequest) => Decision | undefined {
  const answers: ByAction = new Map();
  requests.forEach(({ action, data, purpose, recipient }, place) => {
    const decision = decisions[place];
    if (decision === undefined) throw new Error('a request has no decision');
    const byData = entry(answers, action, (): ByData => new Map());
    const byPurpose = entry(byData, data[0] ?? '', (): ByPurpose => new Map());
    entry(byPurpose, purpose, (): ByRecipient => new Map()).set(recipient ?? '', decision);
  });
  return ({ action, data, purpose, recipient }) =>
    answers
      .get(action)
      ?.get(data[0] ?? '')
      ?.get(purpose)
      ?.get(recipient ?? '');
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
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
