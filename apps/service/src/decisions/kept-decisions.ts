import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { SubjectState } from '@troth/decisions';
import { PolicyStore } from '../policies/policy-store.ts';
import { Deciders } from './deciders.ts';
import { DecisionsRepository } from './decisions.repository.ts';
import type { LoggedDecision } from './logged-decision.ts';

const decompress = promisify(gunzip);

/** A logged decision, and whether its policy decides the same today on what was kept of the request. */
export interface KeptDecision extends Omit<LoggedDecision, 'at'> {
  readonly at: string;
  /** `unknown-version`: the policy that decided is not installed here. */
  readonly replay: 'same' | 'differs' | 'unknown-version';
}

/** The decision log, read back and decided again. */
@Injectable()
export class KeptDecisions {
  readonly #rows: DecisionsRepository;
  readonly #policies: PolicyStore;
  readonly #deciders = new Deciders();

  constructor(rows: DecisionsRepository, policies: PolicyStore) {
    this.#rows = rows;
    this.#policies = policies;
  }

  /** The first `limit` that were made from the one instant on and before the other, oldest first. */
  async between(from: Date, until: Date, limit: number): Promise<readonly KeptDecision[]> {
    const found: KeptDecision[] = [];
    for (const { body } of await this.#rows.segments(from, until)) {
      for (const line of (await decompress(body)).toString('utf8').trimEnd().split('\n')) {
        const entry = parsed(line);
        if (entry.at < from.toISOString() || entry.at >= until.toISOString()) continue;
        found.push({ ...entry, replay: this.#replay(entry) });
        if (found.length === limit) return found;
      }
    }
    return found;
  }

  #replay({ policyVersion, request, state, at, effect, reasons }: Entry): KeptDecision['replay'] {
    const policy = this.#policies.byHash(policyVersion)?.policy;
    if (policy === undefined) return 'unknown-version';
    const again = this.#deciders.of(policy).decider.decide(request, state ?? NOTHING, new Date(at));
    const isSame = again.effect === effect && again.reasons.join() === reasons.join();
    return isSame ? 'same' : 'differs';
  }
}

type Entry = Omit<KeptDecision, 'replay'>;

const NOTHING: SubjectState = { optOuts: [], restricted: false };

function parsed(line: string): Entry {
  const entry: unknown = JSON.parse(line);
  if (!isEntry(entry)) throw new Error('a line of the decision log is no decision');
  return entry;
}

/** The log writes its lines itself, each whole or not at all. */
function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'policyVersion' in value;
}
