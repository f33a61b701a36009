import { Controller, Get, type INestApplication } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { compilePolicy } from '@troth/compiler';
import { afterEach, expect, test, vi } from 'vitest';
import { bundleOf, FakeService, START, testGuard, type TestGuard } from '../testing/bundles.ts';
import { withFiles } from '../testing/policy-files.ts';
import { Answers, Data, GuardMode, Purpose, Uses } from './decorators.ts';
import { GuardModule } from './guard.module.ts';

class Profile {
  @Data('account.email')
  email = '';

  @Data('orders')
  orders: string[] = [];
}

const since = new Date('2026-01-02T00:00:00Z');

@Controller()
@Purpose('support')
class RouteController {
  @Get('adopted')
  @Answers(Profile)
  adopted(): object {
    return { email: 'ada@example.test', orders: ['tea'] };
  }

  @Get('held')
  @GuardMode('enforce')
  @Uses({ action: 'use', data: ['orders'] })
  held(): string {
    return 'done';
  }

  @Get('strict')
  @GuardMode('enforce')
  @Answers(Profile)
  strict(): object {
    return [{ email: 'ada@example.test', orders: ['tea'], since, left: null }, null];
  }

  @Get('told')
  @Purpose('run-shop')
  @GuardMode('enforce')
  @Uses({ action: 'share', data: ['account.email'], recipient: 'postbote' })
  told(): string {
    return 'done';
  }

  @Get('sold')
  @Purpose('run-shop')
  @GuardMode('enforce')
  @Uses({ action: 'share', data: ['account.email'], recipient: 'tracker' })
  sold(): string {
    return 'done';
  }
}

let app: INestApplication | undefined;
afterEach(async () => app?.close());

/** An application that is being adopted: a route denies only where it says so itself. */
async function start(service?: FakeService): Promise<TestGuard & { ask: Ask }> {
  const run = await testGuard({}, service);
  const module = await Test.createTestingModule({
    imports: [GuardModule.with(run.guard, { mode: 'report' })],
    controllers: [RouteController],
  }).compile();
  const fastify = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await fastify.init();
  app = fastify;
  const ask: Ask = async (url) => {
    const response = await fastify.inject({ method: 'GET', url });
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    return [response.statusCode, isJson ? response.json<unknown>() : response.body];
  };
  return Object.assign(run, { ask });
}

type Ask = (url: string) => Promise<[number, unknown]>;

/** The shop, with its clauses changed. */
function shopWith(change: (clauses: string) => string): FakeService {
  const { policy, diagnostics } = compilePolicy(withFiles({ 'clauses/all.yaml': change }));
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  const bundle = bundleOf(START, policy);
  const service = new FakeService();
  service.answers.set('/v1/policy/bundle', () => new Response(bundle));
  return service;
}

const writtenDown = (clauses: string): string =>
  clauses.replace('requires: [mask]', 'requires: [mask, log]');

/** Nothing is said of connections, which nobody watches here. */
const untold = (clauses: string): string =>
  clauses.replace(/  - id: security\.transit\n.*\n.*\n/, '');

test('a route that says so is held to the policy though its application is only being adopted', async () => {
  const { ask } = await start();

  const answer = await ask('/held');

  expect(answer).toMatchObject([403, { status: 403, rule: 'purpose/undeclared-use' }]);
});

test('what an answer would lose is said while its route is being adopted', async () => {
  const { ask, denials } = await start();

  const [, body] = await ask('/adopted');

  expect(body).toEqual({ email: 'ada@example.test', orders: ['tea'] });
  expect(denials).toMatchObject([
    { rule: 'purpose/undeclared-use', where: 'RouteController.adopted', mode: 'report' },
  ]);
});

test('an answer keeps its dates and its gaps', async () => {
  const { ask } = await start();

  const [, body] = await ask('/strict');

  expect(body).toEqual([{ email: '•••', since: since.toISOString(), left: null }, null]);
});

test('an answer that is masked and has to be logged is both', async () => {
  const { ask, audited } = await start(shopWith(writtenDown));

  const [, body] = await ask('/strict');

  expect(body).toMatchObject([{ email: '•••' }, null]);
  expect(audited).toMatchObject([
    { kind: 'access', purpose: 'support', data: ['account.email'], clauses: ['use.support'] },
  ]);
});

test('an answer whose access cannot be written down stays here', async () => {
  const { guard, ask } = await start(shopWith(writtenDown));
  vi.spyOn(guard, 'logAccess').mockRejectedValue(new Error('the log is full'));

  const [status, body] = await ask('/strict');

  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('•••');
});

test('data goes to the recipient that the policy names, and to no other', async () => {
  const { ask } = await start(shopWith(untold));

  const told = await ask('/told');
  const sold = await ask('/sold');

  expect(told).toEqual([200, 'done']);
  expect(sold).toMatchObject([403, { rule: 'sharing/undeclared-category' }]);
});

test('a policy that is away is told as an answer that may come later', async () => {
  const away = new FakeService();
  away.answers.set('/other', () => new Response());
  const { ask } = await start(away);

  const answer = await ask('/held');

  expect(answer).toMatchObject([503, { status: 503, rule: 'guard/no-policy' }]);
});
