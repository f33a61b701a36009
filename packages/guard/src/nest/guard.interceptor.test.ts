import { Body, Controller, Get, Post, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, expect, test } from 'vitest';
import { currentScope } from '../scope.ts';
import { FakeService, feed, testGuard, type TestGuard } from '../testing/bundles.ts';
import { Answers, Data, GuardMode, Holds, Purpose, Uses } from './decorators.ts';
import { GuardModule } from './guard.module.ts';

class SignUp {
  @Data('account.name')
  name = '';

  @Data('account.email')
  email = '';
}

class Payment {
  @Data('payment.card')
  card = '';
}

class Subscription {
  @Data('account.email')
  email = '';

  @Holds(() => Payment)
  payment: Payment = new Payment();
}

class Profile {
  @Data('account.email')
  email = '';

  @Data('orders')
  orders: string[] = [];

  plan = '';
}

let ran: string[] = [];
const profile = { email: 'ada@example.test', orders: ['tea'], plan: 'free' };

@Controller()
@Purpose('run-shop')
class ShopController {
  @Post('accounts')
  open(@Body() body: SignUp): object {
    const scope = currentScope();
    ran.push('open');
    return {
      purpose: scope?.purpose,
      subject: scope?.subject,
      traced: [...(scope?.traces.categoriesIn(body.email) ?? [])],
    };
  }

  @Post('subscriptions')
  subscribe(@Body() _body: Subscription): string {
    ran.push('subscribe');
    return 'done';
  }

  @Post('adopted')
  @GuardMode('report')
  adopted(@Body() _body: Subscription): string {
    ran.push('adopted');
    return 'done';
  }

  @Get('figures')
  @Purpose('figures')
  @Uses({ action: 'use', data: ['orders'] })
  figures(): string {
    ran.push('figures');
    return 'done';
  }

  @Get('figures/together')
  @Purpose('figures')
  @Uses({ action: 'use', data: ['orders'], context: { aggregate: true, groupSize: 12 } })
  figuresTogether(): string {
    return 'done';
  }

  @Get('audit')
  @Purpose('audit')
  @Uses({ action: 'use', data: ['orders'] })
  audit(): string {
    return 'done';
  }

  @Get('tell')
  @Uses({ action: 'share', data: ['orders'], recipient: 'postbote' })
  tell(): string {
    ran.push('tell');
    return 'done';
  }

  @Get('support/profile')
  @Purpose('support')
  @Answers(Profile)
  supported(): object {
    return [profile, profile];
  }

  @Get('support/adopted')
  @Purpose('support')
  @GuardMode('report')
  @Answers(Profile)
  supportAdopted(): object {
    return profile;
  }
}

let app: INestApplication | undefined;
afterEach(async () => {
  await app?.close();
  ran = [];
});

async function start(service?: FakeService): Promise<TestGuard & { ask: Ask }> {
  const run = await testGuard({ feed }, service);
  const options = { mode: 'enforce', subjectOf: () => ({ id: 'u1' }) } as const;
  const module = await Test.createTestingModule({
    imports: [GuardModule.with(run.guard, options)],
    controllers: [ShopController],
  }).compile();
  const fastify = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await fastify.init();
  app = fastify;
  const ask: Ask = async (method, url, body) => {
    const response = await fastify.inject({ method, url, ...(body && { payload: body }) });
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    return [response.statusCode, isJson ? response.json<unknown>() : response.body];
  };
  return Object.assign(run, { ask });
}

type Ask = (method: 'GET' | 'POST', url: string, body?: object) => Promise<[number, unknown]>;

test('a handler knows its purpose and its subject, and what its body brought is known again', async () => {
  const { ask } = await start();

  const answer = await ask('POST', '/accounts', { name: 'Ada Marsh', email: 'ada@example.test' });

  expect(answer).toEqual([
    201,
    { purpose: 'run-shop', subject: { id: 'u1' }, traced: ['account.email'] },
  ]);
});

test('a body with data that nobody declared is refused before the handler runs', async () => {
  const { ask } = await start();

  const refused = await ask('POST', '/subscriptions', {
    email: 'ada@example.test',
    payment: { card: '4111' },
  });
  const allowed = await ask('POST', '/subscriptions', { email: 'ada@example.test' });

  expect(refused).toMatchObject([403, { rule: 'collection/undeclared-data' }]);
  expect(allowed[0]).toBe(201);
  expect(ran).toEqual(['subscribe']);
});

test('a route that is being adopted runs, and its denial is said', async () => {
  const { ask, denials } = await start();

  const [status] = await ask('POST', '/adopted', { payment: { card: '4111' } });

  expect(status).toBe(201);
  expect(denials).toMatchObject([
    {
      rule: 'collection/undeclared-data',
      where: 'ShopController.adopted',
      mode: 'report',
      count: 1,
    },
  ]);
});

test('a use that the policy ties to a condition needs a handler that sees to it', async () => {
  const { ask } = await start();

  const [refused, body] = await ask('GET', '/figures');
  const [together] = await ask('GET', '/figures/together');

  expect([refused, together]).toEqual([403, 200]);
  expect(body).toMatchObject({
    clause: 'use.figures',
    detail: expect.stringContaining('groups of 10') as unknown,
  });
  expect(ran).toEqual([]);
});

test('an access that a clause wants logged is logged before the handler runs', async () => {
  const { ask, audited } = await start();

  await ask('GET', '/audit');

  expect(audited).toMatchObject([
    { kind: 'access', purpose: 'audit', data: ['orders'], clauses: ['use.audit'] },
  ]);
});

test('data that a recipient may not have is not shared', async () => {
  const { ask } = await start();

  const answer = await ask('GET', '/tell');

  expect(answer).toMatchObject([
    403,
    { rule: 'sharing/undeclared-category', clause: 'sharing.providers' },
  ]);
});

test('an answer shows what the purpose may use, masks what a clause wants masked, and drops the rest', async () => {
  const { ask } = await start();

  const [, body] = await ask('GET', '/support/profile');
  const [, adopted] = await ask('GET', '/support/adopted');

  expect(body).toEqual([
    { email: '•••', plan: 'free' },
    { email: '•••', plan: 'free' },
  ]);
  expect(adopted).toEqual(profile);
});

test('without a policy a route that uses personal data answers 503', async () => {
  const away = new FakeService();
  away.answers.set('/other', () => new Response());
  const { ask } = await start(away);

  const answer = await ask('POST', '/accounts', { name: 'Ada Marsh', email: 'ada@example.test' });

  expect(answer).toMatchObject([503, { rule: 'guard/no-policy' }]);
  expect(ran).toEqual([]);
});
