import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import type { Configuration } from 'oidc-provider';

/** How somebody signed in. */
export interface Shown {
  readonly amr?: readonly string[];
  readonly acr?: string;
  /** Seconds ago. */
  readonly ago?: number;
}

const CLIENT = 'admin-console';
const REDIRECT = 'https://console.example/signed-in';
const VERIFIER = 'v'.repeat(43);

/** A real identity provider on loopback: people sign in with the authorization code flow. */
export class RealProvider {
  readonly #server: Server;
  readonly issuer: string;
  #shown: Shown = {};

  private constructor(server: Server, issuer: string) {
    this.#server = server;
    this.issuer = issuer;
  }

  static async start(audience: string): Promise<RealProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const issuer = `http://127.0.0.1:${port}`;
    const real = new RealProvider(server, issuer);
    const provider = new Provider(issuer, configuration(audience));
    const answer = provider.callback();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (request.url?.startsWith('/interaction/') === true) {
        void provider.interactionFinished(request, response, { login: real.#login() });
      } else void answer(request, response);
    });
    return real;
  }

  #login(): { readonly accountId: string } & Record<string, unknown> {
    const { amr, acr, ago = 0 } = this.#shown;
    const ts = Math.floor(Date.now() / 1000) - ago;
    return { accountId: 'p-1', ts, ...(amr && { amr: [...amr] }), ...(acr && { acr }) };
  }

  /** Signs in, as a browser does, and gives the access token, a JWT. */
  async signIn(scope: string, shown: Shown): Promise<string> {
    this.#shown = shown;
    const challenge = createHash('sha256').update(VERIFIER).digest('base64url');
    const query = new URLSearchParams({
      client_id: CLIENT,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: `openid ${scope}`,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const code = await this.#follow(`${this.issuer}/auth?${query.toString()}`);
    const response = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: CLIENT,
        redirect_uri: REDIRECT,
        code_verifier: VERIFIER,
        code,
      }),
    });
    const answer: unknown = await response.json();
    const token = new Map<string, unknown>(Object.entries(answer ?? {})).get('access_token');
    if (typeof token !== 'string') throw new Error(JSON.stringify(answer));
    return token;
  }

  /** From redirect to redirect with the cookies, until the code is there. */
  async #follow(start: string): Promise<string> {
    const cookies = new Map<string, string>();
    let at = start;
    for (let hop = 0; hop < 6; hop += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (location === null) throw new Error(`${response.status} ${await response.text()}`);
      const next = new URL(location, at);
      const code = next.searchParams.get('code');
      if (code !== null) return code;
      if (next.searchParams.has('error')) throw new Error(next.search);
      at = next.href;
    }
    throw new Error('the provider sends in circles');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function configuration(audience: string): Configuration {
  const scope = 'holds holds:write audit tokens decisions assert';
  return {
    clients: [
      {
        client_id: CLIENT,
        redirect_uris: [REDIRECT],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope, audience, accessTokenFormat: 'jwt' as const }),
      },
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider } = oidc;
      const grant = new provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope('openid');
      grant.addResourceScope(audience, scope);
      await grant.save();
      return grant;
    },
    extraTokenClaims: ({ oidc }) => {
      const { amr, acr, authTime } = oidc.entities.AuthorizationCode ?? {};
      return { ...(amr && { amr }), ...(acr && { acr }), auth_time: authTime };
    },
  };
}
