import {
  BadRequestException,
  Injectable,
  NotFoundException,
  UnauthorizedException,
} from '@nestjs/common';

import { Config } from '../config.ts';
import type { OAuthClient } from '../config.ts';
import { Outgoing, jsonOf } from '../foundation/outgoing.ts';

/** All that is received from a provider. Its id of the person, the picture and the rest stay behind. */
export interface ProvidedPerson {
  readonly name: string;
  readonly email: string;
}

export type Provider = 'google' | 'github';

const endpoints = {
  google: {
    authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    scope: 'openid email profile',
  },
  github: {
    authorize: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
    scope: 'read:user user:email',
  },
} as const;

/** Sign-in through Google and GitHub: authorization code with PKCE (RFC 7636), no cookie. */
@Injectable()
export class SignInProviders {
  readonly #config: Config;
  readonly #outgoing: Outgoing;

  constructor(config: Config, outgoing: Outgoing) {
    this.#config = config;
    this.#outgoing = outgoing;
  }

  /** Where the browser goes to sign in. @param challenge base64url SHA-256 of the browser's verifier */
  authorizationUrl(provider: Provider, challenge: string): string {
    if (!/^[\w-]{43}$/.test(challenge))
      throw new BadRequestException('`challenge` is not a SHA-256');
    const url = new URL(endpoints[provider].authorize);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: this.#client(provider).clientId,
      redirect_uri: this.#redirectUri(provider),
      scope: endpoints[provider].scope,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }).toString();
    return url.toString();
  }

  /** @throws UnauthorizedException when the provider has not verified an address of the person */
  async person(provider: Provider, code: string, verifier: string): Promise<ProvidedPerson> {
    const token = await this.#accessToken(provider, code, verifier);
    switch (provider) {
      case 'google':
        return this.#googlePerson(token);
      case 'github':
        return this.#githubPerson(token);
    }
  }

  async #accessToken(provider: Provider, code: string, verifier: string): Promise<string> {
    const client = this.#client(provider);
    const response = await this.#outgoing.fetch(endpoints[provider].token, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uri: this.#redirectUri(provider),
      }),
    });
    const { access_token: token } = await jsonOf(response);
    if (typeof token !== 'string')
      throw new UnauthorizedException('the provider refused the sign-in');
    return token;
  }

  async #googlePerson(token: string): Promise<ProvidedPerson> {
    const claims = await this.#get('https://openidconnect.googleapis.com/v1/userinfo', token);
    const { name, email, email_verified: verified } = await jsonOf(claims);
    if (typeof email !== 'string' || verified !== true) throw unverified();
    return { name: typeof name === 'string' ? name : email, email };
  }

  async #githubPerson(token: string): Promise<ProvidedPerson> {
    const { name } = await jsonOf(await this.#get('https://api.github.com/user', token));
    const response = await this.#get('https://api.github.com/user/emails', token);
    const addresses: unknown = response.ok ? await response.json() : [];
    const email = Array.isArray(addresses)
      ? addresses.map(primaryAddress).find(Boolean)
      : undefined;
    if (email === undefined) throw unverified();
    return { name: typeof name === 'string' ? name : email, email };
  }

  #get(url: string, token: string): Promise<Response> {
    return this.#outgoing.fetch(url, { headers: { authorization: `Bearer ${token}` } });
  }

  #client(provider: Provider): OAuthClient {
    return this.#config[provider];
  }

  #redirectUri(provider: Provider): string {
    return `${this.#config.publicUrl}/sign-in/${provider}`;
  }
}

export function providerOf(name: string): Provider {
  if (name === 'google' || name === 'github') return name;
  throw new NotFoundException(`\`${name}\` is not a way to sign in`);
}

function primaryAddress(entry: unknown): string | undefined {
  const { email, primary, verified } = Object.fromEntries(Object.entries(entry ?? {}));
  return typeof email === 'string' && primary === true && verified === true ? email : undefined;
}

function unverified(): UnauthorizedException {
  return new UnauthorizedException('the provider has not verified an e-mail address of yours');
}
