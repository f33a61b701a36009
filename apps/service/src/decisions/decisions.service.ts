import { Injectable } from '@nestjs/common';
import type { DecisionRequest } from '@troth/decisions';
import { AuditService } from '../audit/audit.service.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { Caller } from '../auth/caller.ts';
import { Problem } from '../problems/problem.ts';
import { Stamp } from '../runtime/stamp.ts';
import { answerText } from './answer-text.ts';
import { DecisionRecord } from './decision-record.ts';
import type { Made } from './made.ts';
import { Rulings } from './rulings.ts';
import { verifiedRequest } from './verified-request.ts';

@Injectable()
export class DecisionsService {
  readonly #rulings: Rulings;
  readonly #record: DecisionRecord;
  readonly #audit: AuditService;
  readonly #stamp: Stamp;

  constructor(rulings: Rulings, record: DecisionRecord, audit: AuditService, stamp: Stamp) {
    this.#rulings = rulings;
    this.#record = record;
    this.#audit = audit;
    this.#stamp = stamp;
  }

  /**
   * The answers as JSON texts. Disclosures, and accesses by a person, are in the audit log before
   * anybody sees them; whatever has to wait for nothing is answered without a promise.
   * @param text the body that the requests stood in, one or many of them; absent: it is not known
   */
  decideAll(
    requests: readonly DecisionRequest[],
    caller: Caller,
    text?: string,
  ): readonly string[] | Promise<readonly string[]> {
    const at = this.#stamp.now();
    const made = requests.map((asked): Made => {
      const request = verifiedRequest(asked, caller);
      return { id: this.#stamp.id(), at, asked, request, ruling: this.#rulings.rule(request, at) };
    });
    const mustWait = this.#record.isFull || made.some(mustBeRecordedFirst);
    return mustWait ? this.#tellLater(made, text) : this.#tell(made, text);
  }

  async #tellLater(made: readonly Made[], text: string | undefined): Promise<readonly string[]> {
    const first = made.filter(mustBeRecordedFirst);
    if (first.length > 0) await this.#recordFirst(first);
    await this.#record.room();
    return this.#tell(made, text);
  }

  #tell(made: readonly Made[], text: string | undefined): readonly string[] {
    this.#record.keep(made, text);
    return made.map(({ id, ruling }) => answerText(id, ruling));
  }

  async #recordFirst(made: readonly Made[]): Promise<void> {
    try {
      await this.#audit.append(made.map((each) => this.#auditEntry(each)));
    } catch (error) {
      const detail = 'This decision must be recorded first, and the record cannot be written.';
      throw Object.assign(new Problem(503, detail), { cause: error });
    }
  }

  #auditEntry(made: Made): AuditEntry {
    const { id, at, policyVersion, request, effect, reasons } = this.#record.loggedFrom(made);
    const { action, data, purpose, recipient = null, subject, actor } = request;
    return {
      kind: 'decision',
      at,
      decision: id,
      policyVersion,
      action,
      data,
      purpose,
      recipient,
      subjectRef: subject?.id ?? null,
      actorRef: actor?.id ?? null,
      effect,
      reasons,
    };
  }
}

function mustBeRecordedFirst({ request }: Made): boolean {
  if (request.action === 'disclose') return true;
  return request.action === 'access' && request.actor?.kind === 'person';
}
