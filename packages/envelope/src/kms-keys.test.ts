import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { open, seal } from './committed-cipher.ts';
import { kmsKeys } from './kms-keys.ts';
import { boundTo } from './place.ts';

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const OWNER = { tenant: '', subject: 'p1', class: 'account.email' };

/** A KMS that believes nothing: the shape of each request is checked, as the service's API has it. */
const asked: string[] = [];
let server: Server;
let client: KMSClient;
beforeAll(async () => {
  server = createServer((request, response) => {
    const send = ([status, body]: readonly [number, object]): unknown =>
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify(body));
    void answer(request).then(send);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  client = new KMSClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
    maxAttempts: 1,
  });
});
afterAll(() => {
  client.destroy();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
});

test('a data key is wrapped and unwrapped by KMS, in the context of its owner', async () => {
  const keks = kmsKeys(client, ARN);

  const wrapped = await keks.wrap(Buffer.alloc(32, 5), OWNER);
  const key = await keks.unwrap(wrapped, OWNER);

  expect(Buffer.from(key)).toEqual(Buffer.alloc(32, 5));
  expect(wrapped.kek).toBe(ARN);
  expect(asked).toEqual([
    'TrentService.Encrypt {"troth:subject":"p1","troth:class":"account.email"}',
    'TrentService.Decrypt {"troth:subject":"p1","troth:class":"account.email"}',
  ]);
});

test('KMS opens a data key for no other subject', async () => {
  const keks = kmsKeys(client, ARN);
  const wrapped = await keks.wrap(Buffer.alloc(32, 5), OWNER);

  const other = keks.unwrap(wrapped, { ...OWNER, subject: 'p2' });

  await expect(other).rejects.toThrow('does not open this data key');
});

test('a KMS that cannot be reached is an error that may pass, never an erasure', async () => {
  const away = new KMSClient({
    endpoint: 'http://127.0.0.1:1',
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
    maxAttempts: 1,
  });

  const unwrap = kmsKeys(away, ARN).unwrap({ kek: ARN, bytes: Buffer.alloc(9) }, OWNER);

  await expect(unwrap).rejects.not.toThrow('does not open');
});

async function answer(request: IncomingMessage): Promise<readonly [number, object]> {
  const target = String(request.headers['x-amz-target']);
  const body: unknown = JSON.parse(await text(request));
  const wrong = wrongWith(request, target, body);
  if (wrong !== undefined) return [400, { __type: 'ValidationException', message: wrong }];
  const { KeyId, Plaintext, CiphertextBlob, EncryptionContext } = body as Record<string, string>;
  asked.push(`${target} ${JSON.stringify(EncryptionContext)}`);
  const bound = boundTo([JSON.stringify(EncryptionContext)]);
  const master = Buffer.alloc(32, 9);
  if (target === 'TrentService.Encrypt') {
    const sealed = seal(master, Buffer.from(Plaintext ?? '', 'base64'), bound);
    return [200, { KeyId, CiphertextBlob: sealed.toString('base64') }];
  }
  try {
    const plain = open(master, Buffer.from(CiphertextBlob ?? '', 'base64'), bound);
    return [200, { KeyId, Plaintext: plain.toString('base64') }];
  } catch {
    return [400, { __type: 'InvalidCiphertextException', message: '' }];
  }
}

/** What the API reference of Encrypt and Decrypt does not allow. */
function wrongWith(request: IncomingMessage, target: string, body: unknown): string | undefined {
  const calls: Readonly<Record<string, string>> = {
    'TrentService.Encrypt': 'Plaintext',
    'TrentService.Decrypt': 'CiphertextBlob',
  };
  const needed = calls[target];
  if (needed === undefined || typeof body !== 'object' || body === null) return 'target';
  return wrongCall(request) ?? wrongFields(body as Record<string, unknown>, needed);
}

function wrongCall({ headers, method, url }: IncomingMessage): string | undefined {
  if (method !== 'POST' || url !== '/') return 'not a call';
  if (headers['content-type'] !== 'application/x-amz-json-1.1') return 'content type';
  const signed = /^AWS4-HMAC-SHA256 Credential=.+\/kms\/aws4_request/u;
  return signed.test(headers.authorization ?? '') ? undefined : 'signature';
}

function wrongFields(body: Record<string, unknown>, needed: string): string | undefined {
  const given = Object.keys(body).toSorted().join();
  if (given !== ['EncryptionContext', 'KeyId', needed].toSorted().join()) return given;
  if (!String(body['KeyId']).startsWith('arn:aws:kms:')) return 'key';
  const contexts: unknown[] = Object.values(body['EncryptionContext'] ?? {});
  if (!contexts.every((part) => typeof part === 'string' && part !== '')) return 'context';
  const bytes = Buffer.from(String(body[needed]), 'base64').length;
  return bytes >= 1 && bytes <= (needed === 'Plaintext' ? 4096 : 6144) ? undefined : 'length';
}
