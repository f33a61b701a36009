import { Injectable } from '@nestjs/common';
import type { Decision, DecisionRequest } from '@troth/decisions';
import { AuditService } from '../audit/audit.service.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { Caller } from '../auth/caller.ts';
import { Problem } from '../problems/problem.ts';
import { Metrics } from '../runtime/metrics.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { DecisionLog } from './decision-log.ts';
import type { LoggedDecision } from './decisions.repository.ts';
import { Rulings } from './rulings.ts';
import { verifiedRequest } from './verified-request.ts';

export interface AnsweredDecision extends Decision {
  /** Hash of the policy that decided. */
  readonly policyVersion: string;
  readonly decisionId: string;
}

@Injectable()
export class DecisionsService {
  readonly #rulings: Rulings;
  readonly #log: DecisionLog;
  readonly #audit: AuditService;
  readonly #pseudonyms: Pseudonyms;
  readonly #metrics: Metrics;

  constructor(
    rulings: Rulings,
    log: DecisionLog,
    audit: AuditService,
    pseudonyms: Pseudonyms,
    metrics: Metrics,
  ) {
    this.#rulings = rulings;
    this.#log = log;
    this.#audit = audit;
    this.#pseudonyms = pseudonyms;
    this.#metrics = metrics;
  }

  async decide(request: DecisionRequest, caller: Caller): Promise<AnsweredDecision> {
    const [answer] = await this.decideAll([request], caller);
    if (answer === undefined) throw new Error('one request had no answer');
    return answer;
  }

  /** Disclosures, and accesses by a person, are in the audit log before anybody sees the answer. */
  async decideAll(
    requests: readonly DecisionRequest[],
    caller: Caller,
  ): Promise<readonly AnsweredDecision[]> {
    const entries = requests.map((request) => this.#decideOne(verifiedRequest(request, caller)));
    await this.#record(entries.filter(mustBeRecordedFirst));
    this.#log.add(entries.map((entry) => entry.logged));
    for (const { answer } of entries) {
      this.#metrics.count('troth_decisions_total', 'Decisions answered.', {
        effect: answer.effect,
      });
    }
    return entries.map((entry) => entry.answer);
  }

  #decideOne(request: DecisionRequest): Entry {
    const { at, id, decision, policyVersion } = this.#rulings.rule(request);
    const { subject, actor } = request;
    const logged = {
      id,
      at,
      policyVersion,
      action: request.action,
      data: request.data,
      purpose: request.purpose,
      recipient: request.recipient ?? null,
      subjectRef:
        subject === undefined ? null : this.#pseudonyms.subject(subject.id, subject.tenant),
      actorRef: actor === undefined ? null : this.#pseudonyms.actor(actor.id),
      effect: decision.effect,
      reasons: decision.reasons,
    };
    return { request, logged, answer: { ...decision, policyVersion, decisionId: id } };
  }

  async #record(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    try {
      await this.#audit.append(entries.map(auditEntry));
    } catch (error) {
      const detail = 'This decision must be recorded first, and the record cannot be written.';
      throw Object.assign(new Problem(503, detail), { cause: error });
    }
  }
}

interface Entry {
  readonly request: DecisionRequest;
  readonly logged: LoggedDecision;
  readonly answer: AnsweredDecision;
}

function mustBeRecordedFirst({ request }: Entry): boolean {
  if (request.action === 'disclose') return true;
  return request.action === 'access' && request.actor?.kind === 'person';
}

function auditEntry({ logged }: Entry): AuditEntry {
  const { id, at, ...rest } = logged;
  return { kind: 'decision', at, decision: id, ...rest };
}
