import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { exportJWK, SignJWT } from 'jose';
import type { JWK } from 'jose';

export type Algorithm = 'RS256' | 'ES256' | 'EdDSA';

interface Key {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly algorithm: Algorithm;
}

/** Serves discovery and keys, and signs whatever a test wants signed: also what no provider would. */
export class LoopbackIssuer {
  readonly #keys = new Map<string, Key>();
  readonly #server: Server;
  issuer = '';
  /** What discovery says instead of the truth. */
  discovery: Readonly<Record<string, unknown>> = {};
  asked: string[] = [];
  /** `traceparent` of each request. */
  readonly traces: unknown[] = [];
  isAway = false;
  /** Every answer leads there. */
  leadsTo: string | undefined;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push(request.url ?? '');
      this.traces.push(request.headers['traceparent']);
      if (this.isAway) {
        response.writeHead(503).end();
        return;
      }
      if (this.leadsTo !== undefined) {
        response.writeHead(302, { location: this.leadsTo }).end();
        return;
      }
      void this.#answer(request.url ?? '').then((body) => response.end(JSON.stringify(body)));
    });
  }

  static async start(): Promise<LoopbackIssuer> {
    const made = new LoopbackIssuer();
    await new Promise<void>((resolve) => made.#server.listen(0, '127.0.0.1', resolve));
    const address = made.#server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    made.issuer = `http://127.0.0.1:${port}`;
    return made;
  }

  async #answer(url: string): Promise<object> {
    const keysAt = `${this.issuer}/keys`;
    if (url !== '/keys') return { issuer: this.issuer, jwks_uri: keysAt, ...this.discovery };
    const keys: JWK[] = [];
    for (const [kid, { publicKey, algorithm }] of this.#keys) {
      keys.push({ ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' });
    }
    return { keys };
  }

  addKey(kid: string, algorithm: Algorithm): void {
    this.#keys.set(kid, { ...pairOf(algorithm), algorithm });
  }

  removeKey(kid: string): void {
    this.#keys.delete(kid);
  }

  sign(
    claims: Readonly<Record<string, unknown>>,
    header: { readonly kid: string; readonly typ?: string },
  ): Promise<string> {
    const key = this.#keys.get(header.kid);
    if (key === undefined) throw new Error('sign with a key that was added');
    return new SignJWT({ iss: this.issuer, ...claims })
      .setProtectedHeader({ alg: key.algorithm, ...header })
      .sign(key.privateKey);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function pairOf(algorithm: Algorithm): {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
} {
  switch (algorithm) {
    case 'RS256':
      return generateKeyPairSync('rsa', { modulusLength: 2048 });
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' });
    case 'EdDSA':
      return generateKeyPairSync('ed25519');
  }
}
