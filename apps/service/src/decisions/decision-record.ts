import { Injectable } from '@nestjs/common';
import { Metrics, type Counter } from '../runtime/metrics.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { Settings } from '../runtime/settings.ts';
import { DecisionLog } from './decision-log.ts';
import { loggable, type LoggedDecision } from './logged-decision.ts';
import type { Made } from './made.ts';

/** What is kept and counted of the decisions that were told. */
@Injectable()
export class DecisionRecord {
  readonly #log: DecisionLog;
  readonly #pseudonyms: Pseudonyms;
  readonly #metrics: Metrics;
  /** One decision in so many is logged. */
  readonly #oneIn: number;
  readonly #counters = new Map<string, Counter>();
  #sinceLogged = 0;

  constructor(log: DecisionLog, pseudonyms: Pseudonyms, metrics: Metrics, settings: Settings) {
    this.#log = log;
    this.#pseudonyms = pseudonyms;
    this.#metrics = metrics;
    this.#oneIn = settings.config.decisionLogOneIn ?? 1;
  }

  keep(made: Made): void {
    const { effect, reasons } = made.ruling.decision;
    // The first clause stands for all: a count for each would count a decision many times.
    this.#counter(effect, reasons[0] ?? 'none').add();
    this.#sinceLogged += 1;
    if (this.#sinceLogged < this.#oneIn) return;
    this.#sinceLogged = 0;
    this.#log.add(this.loggedFrom(made));
  }

  loggedFrom({ id, at, request, ruling }: Made): LoggedDecision {
    const { decision, policyVersion, policy, state } = ruling;
    return {
      id,
      at,
      policyVersion,
      request: loggable(request, policy?.words ?? NONE, this.#pseudonyms),
      ...(state === undefined ? {} : { state }),
      effect: decision.effect,
      reasons: decision.reasons,
    };
  }

  #counter(effect: string, clause: string): Counter {
    const key = `${effect} ${clause}`;
    const known = this.#counters.get(key);
    if (known !== undefined) return known;
    const made = this.#metrics.counter('troth_decisions_total', DECISIONS_HELP, { effect, clause });
    this.#counters.set(key, made);
    return made;
  }
}

/** Without a policy there are none. */
const NONE = { has: () => false, isRegion: () => false };

const DECISIONS_HELP = 'Decisions answered, by effect and the first clause named.';
