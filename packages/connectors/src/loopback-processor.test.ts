import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { ProcessorStep } from '@troth/erasure';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loopbackProcessor } from './loopback-processor.ts';
import { testContract } from './testing/contract.ts';

const never = new AbortController().signal;

const STEP: ProcessorStep = {
  order: 1,
  after: [],
  store: 'mailer',
  data: ['account.email'],
  subject: 'u1',
  kind: 'processor',
  recipient: 'parcelpost',
  except: [],
  reference: [],
};

/** A recipient on a real socket: it knows paths, and does wrong what it is told to do wrong. */
class Recipient {
  readonly known = new Set<string>();
  readonly seen: string[] = [];
  fault: 'none' | 'loses-answer' | 'lies' | number = 'none';
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const path = request.url ?? '';
      this.seen.push(`${request.method ?? ''} ${path}`);
      if (request.method === 'GET') {
        response.writeHead(this.known.has(path) ? 200 : 404).end();
        return;
      }
      if (typeof this.fault === 'number') {
        response.writeHead(this.fault).end();
        return;
      }
      const status = this.known.has(path) ? 204 : 404;
      if (this.fault !== 'lies') this.known.delete(path);
      if (this.fault === 'loses-answer') response.destroy();
      else response.writeHead(status).end();
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    const address = this.#server.address();
    if (!isAddress(address)) throw new Error('the recipient is not open');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

function connectorTo(
  recipient: Recipient,
  ...references: readonly string[]
): ReturnType<typeof loopbackProcessor> {
  // oxlint-disable-next-line typescript/require-await -- stands in for a database
  async function* values(): AsyncGenerator<string> {
    yield* references;
  }
  return loopbackProcessor({ store: 'mailer', baseUrl: recipient.url, values, timeoutMs: 2000 });
}

const contractual = new Recipient();
testContract({
  name: 'a loopback recipient',
  open: () => contractual.open(),
  place: () => {
    contractual.known.clear();
    for (const id of ['u1', 'u10', 'u2']) contractual.known.add(`/subjects/${id}`);
    contractual.fault = 'none';
    return Promise.resolve({
      connector: connectorTo(contractual),
      step: STEP,
      own: 1,
      neighbours: () =>
        Promise.resolve([...contractual.known].filter((path) => path !== '/subjects/u1')),
      faults: {
        losesAnswer: () => {
          contractual.fault = 'loses-answer';
        },
        refuses: () => {
          contractual.fault = 403;
        },
        liesOnce: () => {
          contractual.fault = 'lies';
        },
      },
    });
  },
  close: () => contractual.close(),
});

describe('a loopback recipient', () => {
  const recipient = new Recipient();
  const reference = {
    store: 'main',
    table: 'User',
    column: 'ref',
    match: { path: [], column: 'id', value: 'u1' },
  };
  beforeAll(() => recipient.open());
  beforeEach(() => {
    recipient.known.clear();
    recipient.seen.length = 0;
    recipient.fault = 'none';
  });
  afterAll(() => recipient.close());

  test('whose answer is lost is asked what is left, and the step is not counted as failed', async () => {
    recipient.known.add('/subjects/u1');
    recipient.fault = 'loses-answer';

    expect(await connectorTo(recipient).erase(STEP, never)).toEqual({ kind: 'absent' });
    expect(recipient.seen).toEqual(['DELETE /subjects/u1', 'GET /subjects/u1']);
  });

  test.each([
    [429, true],
    [503, true],
    [202, true],
    [403, false],
    [302, false],
    [400, false],
  ])('that answers %i is never taken for done', async (status, retryable) => {
    recipient.fault = status;

    expect(await connectorTo(recipient).erase(STEP, never)).toMatchObject({
      kind: 'failed',
      retryable,
    });
  });

  test('is asked by its own references of the subject, and a subject without one is absent there', async () => {
    recipient.known.add('/subjects/cus_1').add('/subjects/cus%2F2');
    const step: ProcessorStep = { ...STEP, reference: [reference] };

    expect(await connectorTo(recipient, 'cus_1', 'cus/2').erase(step, never)).toEqual({
      kind: 'erased',
      count: 2,
    });
    expect(await connectorTo(recipient).erase(step, never)).toEqual({ kind: 'absent' });
  });

  test.each(['..', '.', ''])(
    'is never asked for the reference `%s`, which means another path',
    async (value) => {
      const step: ProcessorStep = { ...STEP, reference: [reference] };

      expect(await connectorTo(recipient, value).erase(step, never)).toMatchObject({
        kind: 'failed',
        retryable: false,
      });
      expect(recipient.seen).toEqual([]);
    },
  );

  test('is told what must go where a law keeps the rest, and which item', async () => {
    await connectorTo(recipient).erase({ ...STEP, except: ['orders'] }, never);
    await connectorTo(recipient).erase({ ...STEP, item: { category: 'albums', id: 'a/1' } }, never);

    expect(recipient.seen).toEqual([
      'DELETE /subjects/u1?data=account.email',
      'DELETE /subjects/u1/items/albums/a%2F1',
    ]);
  });

  test('that cannot be reached is retried, and never probed as absent', async () => {
    const closed = new Recipient();
    await closed.open();
    const connector = connectorTo(closed);
    await closed.close();

    expect(await connector.erase(STEP, never)).toMatchObject({ kind: 'failed', retryable: true });
    expect((await connector.probe(STEP, never)).kind).toBe('unknown');
  });

  test('that is not loopback is refused at start', () => {
    expect(() =>
      loopbackProcessor({ store: 'm', baseUrl: 'http://mail.example', values: () => reading() }),
    ).toThrow(RangeError);
  });
});

// oxlint-disable-next-line typescript/require-await -- stands in for a database
async function* reading(): AsyncGenerator<string> {
  yield* [];
}
