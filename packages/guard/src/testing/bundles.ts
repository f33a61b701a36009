import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { compilePolicy, sealBundle, type CompiledPolicy, type DataMap } from '@troth/compiler';
import { Guard } from '../guard.ts';
import type { AuditLine, GuardOptions } from '../guard-options.ts';
import type { ReportedDenial } from '../report.ts';
import { policyFiles } from './policy-files.ts';

export const keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } =
  generateKeyPairSync('ed25519');

export const dataMap: DataMap = {
  application: 'shop',
  stores: [
    {
      kind: 'database',
      id: 'database',
      tables: [
        {
          name: 'Person',
          primaryKey: ['id'],
          subjectColumn: 'id',
          foreignKeys: [],
          columns: [
            { name: 'id', nullable: false, data: [], none: 'opaque key' },
            { name: 'email', nullable: false, data: ['account.email'] },
            { name: 'name', nullable: false, data: ['account.name'] },
            { name: 'plan', nullable: false, data: [], none: 'of no person' },
            { name: 'mood', nullable: true, data: [] },
          ],
        },
        {
          name: 'orders',
          primaryKey: ['id'],
          subjectColumn: 'personId',
          foreignKeys: [],
          columns: [
            { name: 'id', nullable: false, data: [], none: 'opaque key' },
            { name: 'personId', nullable: false, data: [], none: 'reference' },
            { name: 'what', nullable: false, data: ['orders'] },
          ],
        },
      ],
    },
  ],
};

export function policy(): CompiledPolicy {
  const { policy: compiled, diagnostics } = compilePolicy(policyFiles);
  if (compiled === undefined) throw new Error(JSON.stringify(diagnostics));
  return compiled;
}

export function bundleOf(
  issuedAt: Date | undefined,
  of: CompiledPolicy = policy(),
  key: KeyObject = keys.privateKey,
): string {
  return sealBundle(of, [dataMap], key, issuedAt === undefined ? {} : { issuedAt });
}

export function sealed(payload: object, key: KeyObject = keys.privateKey): string {
  const text = JSON.stringify(payload);
  return JSON.stringify({
    payload: text,
    signature: sign(null, Buffer.from(text), key).toString('base64'),
  });
}

/** Options of a guard that follows the feed. */
export const feed: { readonly pseudonymKey: Uint8Array } = { pseudonymKey: Buffer.alloc(32, 5) };

/** The feed when everybody is like all others. */
export function quietFeed(): Response {
  const page = { format: 1, kind: 'subjects', issuedAt: START.toISOString(), epoch: 'e1' };
  return new Response(sealed({ ...page, after: '', next: 'c1', more: false, subjects: [] }));
}

/** A service that answers by path; without an answer it is away. */
export class FakeService {
  readonly asked: string[] = [];
  readonly answers = new Map<string, () => Response>();

  readonly fetch: typeof globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const tag = new Headers(init?.headers).get('if-none-match');
    this.asked.push(`${url.pathname}${url.search}${tag === null ? '' : ` ${tag}`}`);
    const answer =
      this.answers.get(`${url.pathname}${url.search}`) ?? this.answers.get(url.pathname);
    return answer === undefined ? Promise.reject(new Error('no line')) : Promise.resolve(answer());
  };
}

export interface TestGuard {
  readonly guard: Guard;
  readonly service: FakeService;
  readonly denials: ReportedDenial[];
  readonly alarms: string[];
  readonly audited: AuditLine[];
  at: Date;
}

export const START = new Date('2026-11-23T12:00:00Z');

/** A guard over a service in memory, with a clock that is set by hand. */
export async function testGuard(
  options: Partial<GuardOptions> = {},
  service: FakeService = new FakeService(),
): Promise<TestGuard> {
  if (service.answers.size === 0) {
    service.answers.set('/v1/policy/bundle', () => new Response(bundleOf(START)));
    service.answers.set('/v1/subjects/feed', quietFeed);
  }
  const test = { service, denials: [], alarms: [], audited: [], at: START } as unknown as TestGuard;
  const guard = await Guard.start({
    application: 'shop',
    publicKey: keys.publicKey,
    service: { url: 'https://troth.test', token: 'a token' },
    fetch: service.fetch,
    now: () => test.at,
    onDenial: (line) => test.denials.push(line),
    onAlarm: (line) => test.alarms.push(line),
    audit: (line) => {
      test.audited.push(line);
      return Promise.resolve();
    },
    ...options,
  });
  return Object.assign(test, { guard });
}
