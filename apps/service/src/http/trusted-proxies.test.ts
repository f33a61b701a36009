import { expect, test } from 'vitest';
import { TestService } from '../testing/test-service.ts';

const PROXY = '10.0.0.7';

/** How many of these get through, each with a header that says another sender, before the first is told to wait. */
async function answered(
  trustedProxies: readonly string[] | undefined,
  from: readonly { readonly remoteAddress: string; readonly said: string }[],
): Promise<readonly number[]> {
  const config = { mostPerSecond: 1, ...(trustedProxies === undefined ? {} : { trustedProxies }) };
  const service = await TestService.start({ config });
  const statuses = [];
  for (const { remoteAddress, said } of from) {
    const answer = await service.booted.app.inject({
      method: 'GET',
      url: '/v1/policy',
      remoteAddress,
      headers: { 'x-forwarded-for': said, 'x-forwarded-host': 'evil.example', forwarded: said },
    });
    statuses.push(answer.statusCode);
  }
  await service.remove();
  return statuses;
}

const behind = (said: string, remoteAddress = PROXY) => ({ remoteAddress, said });

test('without declared proxies nobody becomes another sender by a header', async () => {
  expect(await answered(undefined, [behind('192.0.2.1'), behind('192.0.2.2')])).toEqual([200, 429]);
});

test('behind a declared proxy each sender has its own limit', async () => {
  const statuses = await answered(
    ['10.0.0.0/24'],
    [behind('192.0.2.1'), behind('192.0.2.2'), behind('192.0.2.1')],
  );

  expect(statuses).toEqual([200, 200, 429]);
});

test('what a sender writes in front of what the proxy adds counts for nothing', async () => {
  const statuses = await answered(
    [PROXY],
    [behind('203.0.113.1, 192.0.2.1'), behind('203.0.113.2, 192.0.2.1')],
  );

  expect(statuses).toEqual([200, 429]);
});

test('from another address than the proxy the header counts for nothing', async () => {
  const statuses = await answered(
    [PROXY],
    [behind('192.0.2.1', '10.0.9.9'), behind('192.0.2.2', '10.0.9.9')],
  );

  expect(statuses).toEqual([200, 429]);
});
