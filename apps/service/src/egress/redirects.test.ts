import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { loopbackProcessor } from '@troth/connectors';
import type { ProcessorStep } from '@troth/erasure';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchDocument } from '../auth/fetch-document.ts';
import { isReady } from '../ready.ts';
import { MemoryLog } from '../testing/test-service.ts';
import { OtlpTracing } from '../tracing/otlp-tracing.ts';

const servers: Server[] = [];
const elsewhere: string[] = [];
/** Leads everybody to the other one. */
let port = 0;

async function listening(answer: (_: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

beforeAll(async () => {
  const other = await listening((request, response) => {
    elsewhere.push(request.url ?? '');
    response.writeHead(200).end('{}');
  });
  port = await listening((_, response) => {
    response.writeHead(307, { location: `http://127.0.0.1:${other}/taken` }).end();
  });
});

afterAll(() => {
  for (const server of servers) server.close();
});

const STEP: ProcessorStep = {
  order: 1,
  after: [],
  store: 'mailer',
  data: ['account.email'],
  subject: 'u1',
  kind: 'processor',
  recipient: 'postbote',
  except: [],
  reference: [],
};

describe('none of our clients goes where it is led', () => {
  test.each<readonly [string, () => Promise<unknown>, unknown]>([
    [
      'not the one of the identity provider',
      () => fetchDocument(`http://127.0.0.1:${port}/keys`, 'TLSv1.3').catch(() => 'refused'),
      'refused',
    ],
    [
      'not the one of a processor',
      async () => {
        const mailer = loopbackProcessor({
          store: 'mailer',
          baseUrl: `http://127.0.0.1:${port}`,
          values: async function* none() {},
        });
        return (await mailer.erase(STEP, AbortSignal.timeout(5000))).kind;
      },
      'failed',
    ],
    ['not the health check', () => isReady(port), false],
    [
      'not the one of spans',
      async () => {
        const log = new MemoryLog();
        const config = {
          endpoint: `http://127.0.0.1:${port}`,
          headers: {},
          serviceName: 'troth',
        };
        const tracing = new OtlpTracing(config, { minimumTls: 'TLSv1.3', log });
        await tracing.within({ name: 'work', kind: 'internal' }, () => Promise.resolve());
        await tracing.stop();
        return log.lines.map((line) => line.includes('spans-not-exported'));
      },
      [true],
    ],
  ])('%s', async (_, call, expected) => {
    expect(await call()).toEqual(expected);
    expect(elsewhere).toEqual([]);
  });
});
