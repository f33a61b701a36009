import type { Decision, DecisionRequest, SubjectState } from '@troth/decisions';
import type { Editions } from './editions.ts';
import { deletionId } from './ledger.ts';
import type { Ledger, Life } from './ledger.ts';
import type { Answer, Replica } from './replica.ts';
import type { Tally } from './tally.ts';
import { Words } from './words.ts';

const SUBJECTS = 5;
const BATCH = 10;
const PAUSE_MS = 20;
const PATIENCE_MS = 100;

export interface Surroundings {
  readonly replicas: readonly Replica[];
  readonly editions: Editions;
  readonly ledger: Ledger;
  readonly tally: Tally;
  readonly goesOn: () => boolean;
}

interface Answered extends Decision {
  readonly policyVersion: string;
  readonly decisionId: string;
}

interface Exchange {
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly life: Life;
  readonly answer: Answer;
}

/** Asks one thing after the other, of whichever process serves, and judges each answer. */
export class SoakClient {
  readonly #name: string;
  readonly #random: () => number;
  readonly #around: Surroundings;
  readonly #words = Array.from({ length: SUBJECTS }, () => new Words());
  #count = 0;

  constructor(name: string, random: () => number, around: Surroundings) {
    this.#name = name;
    this.#random = random;
    this.#around = around;
  }

  async run(): Promise<void> {
    while (this.#around.goesOn()) {
      const kind = this.#random();
      if (kind < 0.1) await this.#sayWord();
      else if (kind < 0.15) await this.#delete();
      else if (kind < 0.25) await this.#decide([this.#access()]);
      else if (kind < 0.4) await this.#decide(Array.from({ length: BATCH }, () => this.#use()));
      else await this.#decide([this.#use()]);
      await pause(this.#random() * PAUSE_MS);
    }
  }

  #pick(count: number): number {
    return Math.floor(this.#random() * count);
  }

  #subject(number: number): { readonly id: string } {
    return { id: `${this.#name}-subject-${number}` };
  }

  #use(): DecisionRequest {
    const data = [['account.email'], ['account.name'], ['albums'], ['never.heard']][this.#pick(4)];
    const purpose = ['run-shop', 'news', 'news', 'support'][this.#pick(4)];
    const subject = this.#subject(this.#pick(SUBJECTS));
    return { action: 'use', data: data ?? [], purpose: purpose ?? '', subject };
  }

  #access(): DecisionRequest {
    const amr = this.#random() < 0.5 ? ['pwd'] : ['pwd', 'mfa'];
    const actor = { id: `${this.#name}-clerk`, kind: 'person' as const, amr };
    return { action: 'access', data: ['account.email'], purpose: 'support', actor };
  }

  async #decide(requests: readonly DecisionRequest[]): Promise<void> {
    const body = requests.length === 1 ? requests[0] : { requests };
    const exchange = await this.#ask('/v1/decisions', body ?? {});
    if (exchange?.answer.status !== 200) return;
    const answers = decisionsIn(exchange.answer.body);
    if (answers.length !== requests.length) this.#around.tally.wrong('a batch came back in part');
    for (const [place, request] of requests.entries()) {
      const answered = answers[place];
      if (answered !== undefined) this.#judge(request, answered, exchange);
    }
  }

  #judge(request: DecisionRequest, answered: Answered, exchange: Exchange): void {
    const { editions, ledger, tally } = this.#around;
    const { sentAt, answeredAt, life } = exchange;
    ledger.decision(answered.decisionId, answeredAt, life);
    if (request.action === 'access') ledger.recordedFirst(answered.decisionId);
    const decider = editions.deciderOf(answered.policyVersion);
    if (decider === undefined) return tally.wrong(`by a version nobody made: ${request.purpose}`);
    tally.judged(answered.effect, editions.staleMs(answered.policyVersion, sentAt));
    const given = textOf(answered);
    const isOf = (state: SubjectState): boolean =>
      textOf(decider.decide(request, state, new Date())) === given;
    const words = this.#wordsOf(request);
    if (!words.possible(sentAt, answeredAt).some(isOf)) {
      tally.wrong(`${JSON.stringify(request)} was answered ${given}`);
    } else if (!words.stated(sentAt, answeredAt).some(isOf)) tally.late();
  }

  #wordsOf({ subject }: DecisionRequest): Words {
    const number = Number(subject?.id.split('-').at(-1));
    return this.#words[number] ?? new Words();
  }

  async #sayWord(): Promise<void> {
    const number = this.#pick(SUBJECTS);
    const what = this.#random() < 0.5 ? 'withdrawn' : 'given';
    const acknowledged = this.#words[number]?.say(what);
    const type = `consent.${what}`;
    const id = `word-${this.#name}-${this.#count}`;
    const subject = this.#subject(number);
    if (await this.#send({ id, type, subject, purpose: 'news' })) acknowledged?.();
  }

  async #delete(): Promise<void> {
    const id = deletionId(`${this.#name}-${this.#count}`);
    const item = { category: 'albums', id: `${this.#name}-album-${this.#count}` };
    await this.#send({ id, type: 'item.deleted', subject: this.#subject(0), item });
  }

  /** As a sender does it: the same event again until it is taken. */
  async #send(
    event: { readonly id: string } & Readonly<Record<string, unknown>>,
  ): Promise<boolean> {
    this.#count += 1;
    const body = { ...event, at: new Date().toISOString() };
    for (;;) {
      const exchange = await this.#ask('/v1/events', body);
      if (exchange?.answer.status === 202) {
        this.#around.ledger.event(event.id);
        return true;
      }
      if (!this.#around.goesOn()) return false;
      await pause(PATIENCE_MS);
    }
  }

  /** @returns nothing where nobody answered */
  async #ask(path: string, body: object): Promise<Exchange | undefined> {
    const serving = this.#around.replicas.filter(({ serves }) => serves);
    const replica = serving[this.#pick(serving.length)];
    if (replica === undefined) {
      await pause(PATIENCE_MS);
      return undefined;
    }
    const { life } = replica;
    const sentAt = performance.now();
    try {
      const answer = await replica.ask(path, body);
      this.#around.tally.answered(answer.status);
      return { sentAt, answeredAt: performance.now(), life, answer };
    } catch {
      this.#around.tally.unanswered();
      return undefined;
    }
  }
}

function decisionsIn(body: unknown): readonly Answered[] {
  const many = (body as { readonly decisions?: readonly Answered[] }).decisions;
  return many ?? [body as Answered];
}

function textOf({ effect, reasons, obligations }: Decision): string {
  return JSON.stringify({ effect, reasons, obligations });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
