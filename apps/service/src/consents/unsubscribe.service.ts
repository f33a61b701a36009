import { Injectable } from '@nestjs/common';
import type { CompiledPolicy } from '@troth/compiler';
import { PolicyStore } from '../policies/policy-store.ts';
import { badField, Problem } from '../problems/problem.ts';
import { Clock } from '../runtime/clock.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { Settings } from '../runtime/settings.ts';
import { SubjectWords } from '../subjects/subject-words.ts';
import type { LinkRequest } from './consent.schema.ts';
import { openChoice, sealChoice } from './unsubscribe-link.ts';
import type { LinkedChoice } from './unsubscribe-link.ts';
import { unsubscribePage } from './unsubscribe-page.ts';
import type { UnsubscribeView } from './unsubscribe-page.ts';

/** What a mailer puts into a mail. */
export interface UnsubscribeLink {
  readonly url: string;
  /** RFC 2369 and RFC 8058, as they are. */
  readonly headers: Readonly<Record<'List-Unsubscribe' | 'List-Unsubscribe-Post', string>>;
}

const ONE_CLICK = 'List-Unsubscribe=One-Click';

function isOneClick(form: unknown): boolean {
  return (
    typeof form === 'object' &&
    form !== null &&
    'List-Unsubscribe' in form &&
    form['List-Unsubscribe'] === 'One-Click'
  );
}

@Injectable()
export class UnsubscribeService {
  readonly #words: SubjectWords;
  readonly #policies: PolicyStore;
  readonly #pseudonyms: Pseudonyms;
  readonly #settings: Settings;
  readonly #clock: Clock;

  constructor(
    words: SubjectWords,
    policies: PolicyStore,
    pseudonyms: Pseudonyms,
    settings: Settings,
    clock: Clock,
  ) {
    this.#words = words;
    this.#policies = policies;
    this.#pseudonyms = pseudonyms;
    this.#settings = settings;
    this.#clock = clock;
  }

  link({ subject, purpose }: LinkRequest): UnsubscribeLink {
    if (nameOf(this.#policy(), purpose) === undefined)
      throw badField('/purpose', `\`${purpose}\` is not a purpose of the policy`);
    const subjectRef = this.#pseudonyms.subject(subject.id, subject.tenant);
    const url = `${this.#origin()}/unsubscribe/${sealChoice({ subjectRef, purpose }, this.#pseudonyms)}`;
    return { url, headers: { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': ONE_CLICK } };
  }

  /** What a person sees before and after. */
  page(token: string, state: UnsubscribeView['state']): string {
    const { purpose } = this.#choice(token);
    const policy = this.#policy();
    return unsubscribePage({ policy, purpose: nameOf(policy, purpose) ?? purpose, state });
  }

  /** @param form as a mail program or the page's form sends it */
  async leave(token: string, form: unknown): Promise<void> {
    const { subjectRef, purpose } = this.#choice(token);
    if (!isOneClick(form))
      throw new Problem(400, `Send \`${ONE_CLICK}\` as a form, as RFC 8058 says.`);
    const at = this.#clock.now();
    await this.#words.say([
      {
        subjectRef,
        about: 'purpose',
        object: purpose,
        word: 'withdrawn',
        source: 'unsubscribe-link',
        by: null,
        at,
      },
    ]);
  }

  #choice(token: string): LinkedChoice {
    const choice = openChoice(token, this.#pseudonyms);
    if (choice === undefined) throw new Problem(404, 'This link is not whole, or not one of ours.');
    return choice;
  }

  #policy(): CompiledPolicy {
    const policy = this.#policies.inForce(this.#clock.now())?.policy;
    if (policy === undefined) throw new Problem(503, 'No policy version is in force.');
    return policy;
  }

  #origin(): string {
    const { publicUrl, host, port, tls } = this.#settings.config;
    return publicUrl ?? `${tls === undefined ? 'http' : 'https'}://${host}:${port}`;
  }
}

function nameOf({ vocabulary }: CompiledPolicy, purpose: string): string | undefined {
  return vocabulary.purposes.find(({ id }) => id === purpose)?.name;
}
