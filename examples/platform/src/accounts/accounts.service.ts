import { ConflictException, Injectable, UnauthorizedException } from '@nestjs/common';

import { Database, isTaken } from '../foundation/database.ts';
import { UsageEvents } from '../usage/usage-events.ts';
import type { SignIn, SignUp } from './accounts.input.ts';
import { hashPassword, isPassword } from './password.ts';
import { Sessions } from './sessions.ts';
import { SignInProviders } from './sign-in-providers.ts';
import type { Provider } from './sign-in-providers.ts';

export interface Session {
  readonly token: string;
}

@Injectable()
export class AccountsService {
  readonly #database: Database;
  readonly #sessions: Sessions;
  readonly #providers: SignInProviders;
  readonly #usage: UsageEvents;

  constructor(
    database: Database,
    sessions: Sessions,
    providers: SignInProviders,
    usage: UsageEvents,
  ) {
    this.#database = database;
    this.#sessions = sessions;
    this.#providers = providers;
    this.#usage = usage;
  }

  /** @throws ConflictException when the address belongs to an account, open or being erased */
  async signUp({ name, email, password }: SignUp): Promise<Session> {
    const passwordHash = await hashPassword(password);
    return this.#open(await this.#create({ name, email: email.toLowerCase(), passwordHash }));
  }

  /** @throws UnauthorizedException, the same for an unknown address and a wrong password */
  async signIn({ email, password }: SignIn): Promise<Session> {
    const account = await this.#database.account.findUnique({
      where: { email: email.toLowerCase(), closedAt: null },
    });
    const isRight = await isPassword(password, account?.passwordHash ?? null);
    if (account === null || !isRight)
      throw new UnauthorizedException('address or password is wrong');
    return this.#open(account.id);
  }

  /**
   * Signs in, and makes the account at the first time. An address that already has an account by
   * password is refused: whoever signed up with it may not have been its owner.
   */
  async signInThrough(provider: Provider, code: string, verifier: string): Promise<Session> {
    const person = await this.#providers.person(provider, code, verifier);
    const email = person.email.toLowerCase();
    const identity = await this.#database.identity.findUnique({
      where: { provider_email: { provider, email }, account: { closedAt: null } },
    });
    if (identity !== null) return this.#open(identity.accountId);
    return this.#open(
      await this.#create({ name: person.name, email, identities: { create: { provider, email } } }),
    );
  }

  async #create(data: Parameters<Database['account']['create']>[0]['data']): Promise<string> {
    try {
      const { id } = await this.#database.account.create({ data, select: { id: true } });
      return id;
    } catch (error) {
      if (!isTaken(error)) throw error;
      throw new ConflictException('this address already has an account', { cause: error });
    }
  }

  async #open(accountId: string): Promise<Session> {
    await this.#usage.record(accountId, 'signed-in');
    return { token: this.#sessions.open(accountId) };
  }
}
