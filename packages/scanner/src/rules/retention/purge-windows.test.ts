import { describe, expect, test } from 'vitest';

import type { Fact } from '@troth/facts';

import { scan } from '../../scan.ts';
import { factsOf } from '../../testing/facts-of.ts';
import { catalogue, northwind } from '../../testing/policies.ts';
import { toldBy } from '../../testing/scan-program.ts';
import type { Program } from '../../testing/scan-program.ts';

const schema = `model User {
  id        String    @id
  email     String
  createdAt DateTime
  deletedAt DateTime?
}
`;
const told = (program: Program): readonly string[] =>
  toldBy('retention/exceeds-limit', { 'schema.prisma': schema, ...program });

const purge = (where: string, before = ''): string =>
  `${before}\nexport async function purgeUsers() {\n  await prisma.user.deleteMany({ where: { deletedAt: { lt: ${where} } } });\n}\n`;

describe('a job that removes rows later than promised is found, however the age is written', () => {
  test.each([
    ['subDays(new Date(), 120)', ''],
    ['subMonths(new Date(), 4)', ''],
    ['sub(new Date(), { days: 120 })', ''],
    ['addDays(new Date(), -120)', ''],
    ["dayjs().subtract(120, 'day').toDate()", ''],
    ['DateTime.now().minus({ days: 120 }).toJSDate()', ''],
    ['new Date(Date.now() - 120 * 24 * 60 * 60 * 1000)', ''],
    ["new Date(Date.now() - ms('120d'))", ''],
    [
      'new Date(Date.now() - KEPT_DAYS * DAY)',
      'const DAY = 24 * 60 * 60 * 1000;\nconst KEPT_DAYS = 120;',
    ],
    ['cutoff', 'const cutoff = new Date();\ncutoff.setDate(cutoff.getDate() - 120);'],
    ['cutoff()', 'const cutoff = () => subDays(new Date(), 120);'],
    ['subDays(now, settings.days)', 'const now = new Date();\nconst settings = { days: 120 };'],
    ['subDays(new Date(), Number(process.env.DAYS ?? 120))', ''],
  ])('%s', (where, before) => {
    const [one, ...others] = told({ 'src/purge.ts': purge(where, before) });

    expect(one).toMatch(
      /^src\/purge\.ts:\d+ rows of `User` outlive `deletedAt` by 12[04] days; the policy promises to erase within 90 days$/,
    );
    expect(others).toEqual([]);
    expect(
      told({
        'src/purge.ts': purge(where, before).replaceAll('120', '90').replaceAll(', 4)', ', 2)'),
      }),
    ).toEqual([]);
  });

  test.each([
    ['db.delete(users).where(lt(users.deletedAt, subDays(new Date(), 120)))'],
    ['this.userRepository.delete({ deletedAt: LessThan(subDays(new Date(), 120)) })'],
    ['User.deleteMany({ deletedAt: { $lt: subDays(new Date(), 120) } })'],
    ["knex('users').where('deleted_at', '<', subDays(new Date(), 120)).del()"],
    ["db.deleteFrom('users').where('deleted_at', '<', subDays(new Date(), 120))"],
    ["supabase.from('users').delete().lt('deleted_at', subDays(new Date(), 120))"],
    [
      "this.users.createQueryBuilder().delete().from(User).where('deletedAt < :cutoff', { cutoff: subDays(new Date(), 120) })",
    ],
    ['prisma.$executeRaw`DELETE FROM "User" WHERE deleted_at < now() - interval \'120 days\'`'],
    ['prisma.$executeRaw`DELETE FROM "User" WHERE deleted_at < ${subDays(new Date(), 120)}`'],
    ["pool.query('DELETE FROM users WHERE deleted_at < $1', [subDays(new Date(), 120)])"],
    ["pool.query('DELETE FROM users WHERE deleted_at < DATE_SUB(NOW(), INTERVAL 120 DAY)')"],
  ])('%s', (call) => {
    const program = (text: string): Program => ({
      'src/purge.ts': `export const purge = () => ${text};\n`,
    });

    expect(told(program(call))).toHaveLength(1);
    expect(told(program(call.replace('120', '90')))).toEqual([]);
  });

  test('rows that are looked up by their age and removed one by one', () => {
    const program = (days: number, other = ''): Program => ({
      'src/purge.ts': `export async function purge() {\n  const users = await prisma.user.findMany({ where: { deletedAt: { lt: subDays(new Date(), ${days}) } } });${other}\n  for (const { id } of users) await prisma.user.delete({ where: { id } });\n}\n`,
    });

    expect(told(program(120))).toEqual([
      'src/purge.ts:2 rows of `User` outlive `deletedAt` by 120 days; the policy promises to erase within 90 days',
    ]);
    expect(told(program(30))).toEqual([]);
    expect(told(program(120, '\n}\nexport async function close(users) {'))).toEqual([]);
  });

  test('a constant that another workspace exports', () => {
    const program = (days: number): Program => ({
      'packages/settings/package.json': '{ "name": "@shop/settings", "main": "src/index.ts" }',
      'packages/settings/src/index.ts': "export { RETENTION } from './retention.ts';\n",
      'packages/settings/src/retention.ts': `const WEEK = 7;\nexport const RETENTION = { deletedDays: ${days} * WEEK };\n`,
      'apps/jobs/src/purge.ts': purge(
        'subDays(new Date(), RETENTION.deletedDays)',
        "import { RETENTION } from '@shop/settings';",
      ),
    });

    expect(told(program(20))).toEqual([
      'apps/jobs/src/purge.ts:3 rows of `User` outlive `deletedAt` by 140 days; the policy promises to erase within 90 days',
    ]);
    expect(told(program(10))).toEqual([]);
  });
});

describe('the wait for the next run and the backups are added', () => {
  const job = purge('subDays(new Date(), 85)');
  const weekly =
    'rows of `User` outlive `deletedAt` by 85 (the age) + 7 (until the next run) = 92 days; the policy promises to erase within 90 days';

  test.each([
    [
      "import cron from 'node-cron';\nimport { purgeUsers } from './purge.ts';\ncron.schedule('0 3 * * 0', purgeUsers);",
    ],
    [
      "import cron from 'node-cron';\nimport { purgeUsers } from './purge.ts';\ncron.schedule('0 3 * * 0', async () => { await purgeUsers(); });",
    ],
    [
      "import { purgeUsers } from './purge.ts';\nclass Jobs {\n  @Cron(CronExpression.EVERY_WEEK)\n  weekly() { return this.all(); }\n  all() { return purgeUsers(); }\n}",
    ],
    ["import { purgeUsers } from './purge.ts';\nsetInterval(purgeUsers, 7 * 24 * 60 * 60 * 1000);"],
    ["await queue.add('purge-users', {}, { repeat: { pattern: '0 3 * * 0' } });"],
    ["await queue.upsertJobScheduler('purge-users', { every: 604800000 });"],
  ])('%s', (schedule) => {
    expect(told({ 'src/purge.ts': job, 'src/jobs.ts': schedule })).toEqual([
      `src/purge.ts:3 ${weekly}`,
    ]);
    expect(
      told({
        'src/purge.ts': job,
        'src/jobs.ts': schedule
          .replace('* * 0', '* * *')
          .replace('WEEK', 'DAY_AT_1AM')
          .replace('7 *', '1 *')
          .replace('604800000', '86400000'),
      }),
    ).toEqual([]);
  });

  test('of a CronJob that runs the file', () => {
    const manifest = (schedule: string): string =>
      `apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: nightly\nspec:\n  schedule: "${schedule}"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n            - name: job\n              command: ["node", "dist/jobs/purge-users.js"]\n`;

    expect(told({ 'src/purge-users.ts': job, 'k8s/job.yaml': manifest('0 3 * * 0') })).toEqual([
      `src/purge-users.ts:3 ${weekly}`,
    ]);
    expect(told({ 'src/purge-users.ts': job, 'k8s/job.yaml': manifest('0 3 * * *') })).toEqual([]);
  });
});

test('backups of the database that stand in Terraform are added, and so is its clock', () => {
  const job = purge('subDays(new Date(), 60)');
  const facts = (schedule: string, backups: number): readonly Fact[] => [
    ...factsOf(schema, 'prisma'),
    ...factsOf(job, 'ts', 'src/purge-users.ts'),
    ...factsOf(
      `resource "aws_cloudwatch_event_rule" "purge" {\n  name = "purge-users"\n  schedule_expression = "${schedule}"\n}\nresource "aws_db_instance" "main" {\n  backup_retention_period = ${backups}\n}`,
      'terraform',
    ),
  ];
  const messages = (given: readonly Fact[]): readonly string[] =>
    scan({ policy: northwind, facts: given, catalogue, waivers: [], today: '2026-11-23' })
      .findings.filter(
        ({ rule, at }) => rule === 'retention/exceeds-limit' && at.file.endsWith('.ts'),
      )
      .map(({ message }) => message);

  expect(messages(facts('rate(7 days)', 28))).toEqual([
    'rows of `User` outlive `deletedAt` by 60 (the age) + 7 (until the next run) + 28 (backups of `aws_db_instance`) = 95 days; the policy promises to erase within 90 days',
  ]);
  expect(messages(facts('rate(1 day)', 28))).toEqual([]);
});

test('an age that only a run can tell is a note', () => {
  expect(told({ 'src/purge.ts': purge('subDays(new Date(), Number(process.env.DAYS))') })).toEqual([
    'src/purge.ts:3? cannot tell after how many days rows of `User` are removed',
  ]);
});

test('an age since rows were made counts where nothing else removes them', () => {
  const old =
    'export const purge = () => prisma.user.deleteMany({ where: { createdAt: { lt: subDays(new Date(), 400) } } });\n';
  const closing = 'export const close = () => prisma.user.delete({ where: { id } });\n';

  expect(told({ 'src/purge.ts': old })).toHaveLength(1);
  expect(told({ 'src/purge.ts': old, 'src/close.ts': closing })).toEqual([]);
});
