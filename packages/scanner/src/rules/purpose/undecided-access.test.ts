import type { CompiledPolicy } from '@troth/compiler';
import { describe, expect, test } from 'vitest';

import { factsOf } from '../../testing/facts-of.ts';
import { northwind, policyOf } from '../../testing/policies.ts';
import { toldBy } from '../../testing/scan-program.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { undecidedAccess } from './undecided-access.ts';

const asking = `app.get('/own', async (request) => {\n  if (await troth.permits(request)) return prisma.user.findMany();\n});\n`;

const reading = `app.get('/notes', async () => prisma.note.findMany());`;
const schema = (field: string): string => `model Note {\n  id String @id\n  ${field}\n}`;
const without = (...ids: readonly string[]): CompiledPolicy => ({
  ...northwind,
  clauses: northwind.clauses.filter(({ id }) => !ids.includes(id)),
});

testExamples(undecidedAccess);

testRule(undecidedAccess, {
  invalid: [
    {
      code: `${asking}class People {\n  @Get()\n  all() { return this.prisma.user.findMany(); }\n}`,
      at: [6, 18],
      clause: 'rights.object',
      says: '`Get all` reads personal data of `user`',
    },
    {
      code: `${asking}export async function GET() {\n  return db.customer.findFirst({ where });\n}`,
      at: [5, 10],
      clause: 'rights.object',
      says: '`GET`',
    },
    {
      code: 'a model that holds personal data, whatever it is called',
      facts: [
        ...factsOf(schema('authorEmail String'), 'prisma'),
        ...factsOf(asking + reading, 'ts'),
      ],
      at: [4, 31],
      clause: 'rights.object',
      says: '`note`',
    },
    {
      code: `${asking}app.get('/people', async () => prisma.user.findMany());`,
      policy: without('rights.object'),
      at: [4, 32],
      clause: 'use.news',
    },
    {
      code: `${asking}app.get('/people', async () => prisma.user.findMany());`,
      policy: policyOf({
        'rights.read': {
          verb: 'grant',
          rights: ['access'],
          data: ['account'],
          regions: [],
          purposes: [],
        },
        'rights.limit': {
          verb: 'grant',
          rights: ['access', 'restrict'],
          data: ['account'],
          regions: [],
          purposes: [],
        },
      }),
      at: [4, 32],
      clause: 'rights.limit',
    },
  ],
  valid: [
    asking,
    {
      code: 'a model that holds nothing personal, though a person would be called so',
      facts: [
        ...factsOf('model User {\n  id String @id\n  theme Boolean\n}', 'prisma'),
        ...factsOf(`${asking}app.get('/people', async () => prisma.user.findMany());`, 'ts'),
      ],
    },
    {
      code: 'a model that holds nothing personal',
      facts: [...factsOf(schema('colour Boolean'), 'prisma'), ...factsOf(asking + reading, 'ts')],
    },
    `${asking}export async function nightly() {\n  return prisma.user.findMany();\n}`,
    `${asking}app.get('/teams', async () => prisma.team.findMany());`,
    `${asking}app.post('/users', async () => prisma.user.create({ data }));`,
    `${asking}class People {\n  @Governed('account')\n  @Get()\n  all() { return this.prisma.user.findMany(); }\n}`,
    `${asking}app.get('/mine', async (request) => prisma.user.findMany({ where: { id: request.user.id } }));`,
    `${asking}app.get('/items', async () => store.user.findMany());`,
  ],
  notes: [
    {
      code: `app.get('/people', async () => prisma.user.findMany());\napp.get('/person', async () => prisma.user.findFirst());`,
      at: [1, 32],
    },
  ],
});

describe('a program that never asks', () => {
  const people = `app.get('/people', async () => prisma.user.findMany());`;

  test('is told once, at the first read of personal data in a route', () => {
    const program = {
      'src/a.ts': `app.get('/teams', async () => prisma.team.findMany());\n${people}`,
      'src/b.ts': people,
    };

    expect(toldBy('purpose/undecided-access', program)).toEqual([
      'src/a.ts:2? `GET /people` reads personal data of `user`, and nothing in this program asks for a decision',
    ]);
  });

  test('is told nothing by a policy that neither uses nor grants what a decision keeps', () => {
    const clauses = northwind.clauses.filter(({ id }) => id === 'rights.own-data');
    const policy = { ...northwind, clauses };

    expect(toldBy('purpose/undecided-access', { 'src/a.ts': people }, policy)).toEqual([]);
  });
});
