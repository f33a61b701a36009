import { testExamples, testRule } from '../../testing/test-rule.ts';
import { undecidedAccess } from './undecided-access.ts';

const asking = `app.get('/own', async (request) => {\n  if (await troth.permits(request)) return prisma.user.findMany();\n});\n`;

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
  ],
  valid: [
    asking,
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
