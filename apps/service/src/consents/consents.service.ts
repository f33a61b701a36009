import { Injectable } from '@nestjs/common';
import type { CompiledPolicy } from '@troth/compiler';
import type { Caller } from '../auth/caller.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { badField, Problem } from '../problems/problem.ts';
import { Clock } from '../runtime/clock.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import type { Said } from '../subjects/subject-words.ts';
import { SubjectWords } from '../subjects/subject-words.ts';
import { SubjectWordsRepository } from '../subjects/subject-words.repository.ts';
import type {
  AcceptanceRequest,
  ConsentRequest,
  ConsentsQuery,
  RestrictionRequest,
  SignalRequest,
} from './consent.schema.ts';
import { signalledPurposes } from './browser-signal.ts';
import { preferencesOf } from './preferences.ts';
import type { Preferences } from './preferences.ts';

/** How far a sender's clock may run ahead of ours. */
const SKEW_MS = 5 * 60_000;

type Statement = Pick<Said, 'about' | 'object' | 'word'>;

/** Takes what programs report of subjects' choices; each is in force here before it is answered. */
@Injectable()
export class ConsentsService {
  readonly #words: SubjectWords;
  readonly #rows: SubjectWordsRepository;
  readonly #policies: PolicyStore;
  readonly #pseudonyms: Pseudonyms;
  readonly #clock: Clock;

  constructor(
    words: SubjectWords,
    rows: SubjectWordsRepository,
    policies: PolicyStore,
    pseudonyms: Pseudonyms,
    clock: Clock,
  ) {
    this.#words = words;
    this.#rows = rows;
    this.#policies = policies;
    this.#pseudonyms = pseudonyms;
    this.#clock = clock;
  }

  consent(request: ConsentRequest, by: Caller): Promise<Preferences> {
    const { purpose, state } = request;
    if (!this.#policy().vocabulary.purposes.some(({ id }) => id === purpose))
      throw badField('/purpose', `\`${purpose}\` is not a purpose of the policy`);
    return this.#say(request, [{ about: 'purpose', object: purpose, word: state }], by);
  }

  restrict(request: RestrictionRequest, by: Caller): Promise<Preferences> {
    const word = request.restricted ? 'restricted' : 'lifted';
    return this.#say(request, [{ about: 'restriction', word }], by);
  }

  accept(request: AcceptanceRequest, by: Caller): Promise<Preferences> {
    const { policy } = request;
    const known = this.#policies
      .all()
      .find(({ policy: each }) => each.hash === policy || each.version.published === policy);
    if (known === undefined)
      throw badField('/policy', `\`${policy}\` is no version that this service knows`);
    const object = known.policy.hash;
    return this.#say(request, [{ about: 'acceptance', object, word: 'accepted' }], by);
  }

  async of({ subject, tenant }: ConsentsQuery): Promise<Preferences> {
    return this.#preferences(this.#pseudonyms.subject(subject, tenant));
  }

  /** An objection to every purpose of which a clause says that the browser's signal counts as one. */
  signal(request: SignalRequest, by: Caller): Promise<Preferences> {
    const statements = signalledPurposes(this.#policy()).map((object): Statement => ({
      about: 'purpose',
      object,
      word: 'withdrawn',
    }));
    return this.#say(request, statements, by, 'browser-signal');
  }

  #policy(): CompiledPolicy {
    const policy = this.#policies.inForce(this.#clock.now())?.policy;
    if (policy === undefined) throw new Problem(503, 'No policy version is in force.');
    return policy;
  }

  async #say(
    { subject, at }: Pick<ConsentRequest, 'subject' | 'at'>,
    statements: readonly Statement[],
    by: Caller,
    source: Said['source'] = 'program',
  ): Promise<Preferences> {
    const subjectRef = this.#pseudonyms.subject(subject.id, by.tenantOf(subject.tenant));
    const said = { subjectRef, source, by: by.name, at: this.#instant(at) };
    await this.#words.say(statements.map((statement) => ({ ...statement, ...said })));
    return this.#preferences(subjectRef);
  }

  #instant(at: string | undefined): Date {
    const now = this.#clock.now();
    if (at === undefined) return now;
    const instant = new Date(at);
    if (instant.getTime() > now.getTime() + SKEW_MS)
      throw badField('/at', '`at` lies in the future');
    return instant;
  }

  async #preferences(subjectRef: string): Promise<Preferences> {
    const [recorded] = await this.#rows.recorded([subjectRef]);
    return preferencesOf(subjectRef, recorded, await this.#rows.history(subjectRef));
  }
}
