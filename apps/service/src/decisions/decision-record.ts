import { Injectable } from '@nestjs/common';
import type { Decision } from '@troth/decisions';
import { Metrics, type Counter } from '../runtime/metrics.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { Settings } from '../runtime/settings.ts';
import { DecisionLog } from './decision-log.ts';
import { loggable, type LoggedDecision } from './logged-decision.ts';
import type { Made } from './made.ts';
import { NOTHING_SPOKEN } from './spoken-words.ts';

/** What is kept and counted of the decisions that were told. */
@Injectable()
export class DecisionRecord {
  readonly #log: DecisionLog;
  readonly #pseudonyms: Pseudonyms;
  readonly #metrics: Metrics;
  /** One decision in so many is logged. */
  readonly #oneIn: number;
  readonly #counters = new WeakMap<Decision, Counter>();
  #sinceLogged = 0;

  constructor(log: DecisionLog, pseudonyms: Pseudonyms, metrics: Metrics, settings: Settings) {
    this.#log = log;
    this.#pseudonyms = pseudonyms;
    this.#metrics = metrics;
    this.#oneIn = settings.config.decisionLogOneIn ?? 1;
  }

  /** Whether what is told now has to wait until the log has written some of what was told before. */
  get isFull(): boolean {
    return this.#log.isFull;
  }

  room(): Promise<void> {
    return this.#log.room();
  }

  /** @param text the body that all of them stood in; absent: it is not known */
  keep(made: readonly Made[], text: string | undefined): void {
    for (const { ruling } of made) this.#counterOf(ruling.decision).add();
    if (this.#oneIn === 1) this.#log.add({ made, text });
    else this.#log.add({ made, text, isKept: () => this.#isNext() });
  }

  #isNext(): boolean {
    this.#sinceLogged = (this.#sinceLogged + 1) % this.#oneIn;
    return this.#sinceLogged === 0;
  }

  loggedFrom({ id, at, request, ruling }: Made): LoggedDecision {
    const { decision, policyVersion, policy, state } = ruling;
    return {
      id,
      at,
      policyVersion,
      request: loggable(request, policy?.words ?? NOTHING_SPOKEN, this.#pseudonyms),
      ...(state === undefined ? {} : { state }),
      effect: decision.effect,
      reasons: decision.reasons,
    };
  }

  /** The first clause stands for all: a count for each would count a decision many times. */
  #counterOf(decision: Decision): Counter {
    const known = this.#counters.get(decision);
    if (known !== undefined) return known;
    const labels = { effect: decision.effect, clause: decision.reasons[0] ?? 'none' };
    const made = this.#metrics.counter('troth_decisions_total', DECISIONS_HELP, labels);
    this.#counters.set(decision, made);
    return made;
  }
}

const DECISIONS_HELP = 'Decisions answered, by effect and the first clause named.';
