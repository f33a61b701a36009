import { cpus } from 'node:os';
import type { CompiledPolicy } from '@troth/compiler';
import { compileDecider, type DecisionRequest, type SubjectState } from '@troth/decisions';
import { flatRules, type Peer, type Question } from './flat-rules.ts';
import { casbinPeer } from './peers/casbin.ts';
import { caslPeer } from './peers/casl.ts';
import { cedarPeer } from './peers/cedar.ts';
import { tablePeer } from './peers/table.ts';
import { makePolicy, makeRequests, seeded } from './workload.ts';

const ROUNDS = 7;
const SLICE_MS = 200;
/** The slow ones are checked on as many questions as they answer in this time. */
const CHECK_MS = 3000;
const SUBJECT = { id: 'subject-1' };
const NOW = new Date('2026-11-23T12:00:00Z');

const machine = cpus();
console.log(`Node ${process.version}, ${machine.length} x ${machine[0]?.model ?? 'unknown'}`);
console.log('rules  engine           us, median        min..max   times ours  checked  wrong');
for (const size of [10, 40, 400, 4_000]) await measure(size);

/** Every answer is held against ours; then slices in turn, so that a busy machine hits all. */
async function measure(size: number): Promise<void> {
  const random = seeded(20_261_123 + size);
  const policy = makePolicy(size, random);
  const questions = makeRequests(policy, 5_000, random).map((request) =>
    questionOf(request, random),
  );
  const rules = flatRules(policy);
  const ours = ourPeer(policy);
  const peers: readonly Peer[] = [
    ours,
    tablePeer(rules),
    caslPeer(rules),
    cedarPeer(rules),
    await casbinPeer(rules),
  ];
  const verdicts = questions.map((question) => ours.permits(question));
  const checks: Checked[] = [];
  for (const peer of peers) checks.push(await check(peer, questions, verdicts));
  const times: number[][] = peers.map(() => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [place, peer] of peers.entries()) {
      const us = await slice(peer, questions);
      if (round > 0) times[place]?.push(us);
    }
  }
  const ourUs = median(times[0] ?? []);
  peers.forEach(({ name }, place) => {
    const found = times[place] ?? [];
    const us = median(found);
    const range = `${shown(Math.min(...found))}..${shown(Math.max(...found))}`;
    const { checked, wrong } = checks[place] ?? { checked: 0, wrong: 0 };
    console.log(
      `${String(size).padEnd(6)} ${name.padEnd(14)} ${shown(us).padStart(12)} ${range.padStart(15)} ` +
        `${shown(us / ourUs).padStart(12)} ${String(checked).padStart(8)} ${String(wrong).padStart(6)}`,
    );
  });
}

/** The whole decision: clauses, obligations, a sentence. The peers give a verdict. */
function ourPeer(policy: CompiledPolicy): Peer {
  const decider = compileDecider(policy);
  const free: SubjectState = { optOuts: [], restricted: false };
  return {
    name: 'troth',
    permits: ({ action, category, purpose, recipient, objects }) => {
      const request = { action, data: [category], purpose, recipient, subject: SUBJECT };
      const state = objects ? { optOuts: [purpose], restricted: false } : free;
      return decider.decide(request, state, NOW).effect === 'permit';
    },
  };
}

function questionOf(request: DecisionRequest, random: () => number): Question {
  const { action, data, purpose, recipient = '' } = request;
  const asked = action === 'collect' ? 'store' : action;
  // Kept for a collection's sake, data may stay where its use is objected to: the flat rules do not say so.
  const objects = asked === 'use' && random() < 0.15;
  return { action: asked, category: data[0] ?? '', purpose, recipient, objects };
}

interface Checked {
  readonly checked: number;
  readonly wrong: number;
}

async function check(
  peer: Peer,
  questions: readonly Question[],
  verdicts: readonly (boolean | Promise<boolean>)[],
): Promise<Checked> {
  const until = performance.now() + CHECK_MS;
  let checked = 0;
  let wrong = 0;
  for (const question of questions) {
    if (performance.now() > until) break;
    if ((await peer.permits(question)) !== verdicts[checked]) wrong += 1;
    checked += 1;
  }
  return { checked, wrong };
}

/** Microseconds a question. The clock is read once in a hundred, but for the slow ones. */
async function slice(peer: Peer, questions: readonly Question[]): Promise<number> {
  const started = performance.now();
  let asked = 0;
  let permits = 0;
  while (performance.now() - started < SLICE_MS) {
    const block = asked > 0 && performance.now() - started > asked / 10 ? 1 : 100;
    for (let each = 0; each < block; each += 1) {
      const question = questions[(asked + each) % questions.length];
      if (question === undefined) continue;
      const verdict = peer.permits(question);
      if (verdict === true || (verdict !== false && (await verdict))) permits += 1;
    }
    asked += block;
  }
  if (permits > asked) throw new Error('more permits than questions');
  return ((performance.now() - started) * 1000) / asked;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function shown(value: number): string {
  return value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString('en');
}
