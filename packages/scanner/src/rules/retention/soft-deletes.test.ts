import { describe, expect, test } from 'vitest';

import { scan } from '../../scan.ts';
import { factsOf } from '../../testing/facts-of.ts';
import { catalogue, northwind } from '../../testing/policies.ts';
import { toldBy } from '../../testing/scan-program.ts';
import type { Program } from '../../testing/scan-program.ts';

const told = (program: Program): readonly string[] => toldBy('retention/missing-limit', program);

const prisma = `model User {
  id        String    @id
  email     String
  deletedAt DateTime?
}
`;
const marking = `export const close = (id: string) =>
  prisma.user.update({ where: { id }, data: { deletedAt: new Date() } });
`;
const found = [
  'schema.prisma:1 `User` marks rows by `deletedAt` and keeps `email` for ever: nothing removes them; the policy promises to erase within 90 days',
];

describe('rows that are only marked as deleted are kept for ever', () => {
  test('in a Prisma schema whose code updates a column', () => {
    expect(told({ 'schema.prisma': prisma, 'src/close.ts': marking })).toEqual(found);
  });

  test.each([
    [
      'an extension',
      'export const db = prisma.$extends({ query: { user: { async delete({ args }) { return prisma.user.update({ ...args, data: { deletedAt: new Date() } }); } } } });',
    ],
    [
      'an extension of all models',
      'export const db = prisma.$extends({ query: { $allModels: { async delete({ model, args }) { return prisma[model].update({ ...args, data: { deletedAt: new Date() } }); } } } });',
    ],
    [
      'a middleware',
      "prisma.$use(async (params, next) => { if (params.action === 'delete') { params.action = 'update'; params.args.data = { deletedAt: new Date() }; } return next(params); });",
    ],
    [
      'a package',
      'export const db = prisma.$extends(createSoftDeleteExtension({ models: { User: true } }));',
    ],
  ])('where %s turns deletes into updates', (_, client) => {
    const close = 'export const close = (id: string) => prisma.user.delete({ where: { id } });\n';

    expect(
      told({ 'schema.prisma': prisma, 'src/client.ts': client, 'src/close.ts': close }),
    ).toEqual(found);
    expect(told({ 'schema.prisma': prisma, 'src/close.ts': close })).toEqual([]);
  });

  test.each([
    [
      'TypeORM',
      "import { Entity, Column, PrimaryColumn, DeleteDateColumn } from 'typeorm';\n@Entity() export class User {\n  @PrimaryColumn() id!: string;\n  @Column() email!: string;\n  @DeleteDateColumn() goneOn?: Date;\n}\n",
      'class Users { constructor(private users: Repository<User>) {} close(id: string) { return this.users.softDelete(id); } }',
      'class Users { constructor(private users: Repository<User>) {} close(id: string) { return this.users.delete(id); } }',
    ],
    [
      'Drizzle',
      "import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';\nexport const users = pgTable('users', { id: text().primaryKey(), email: text(), deletedAt: timestamp('deleted_at') });\n",
      'export const close = (id) => db.update(users).set({ deletedAt: new Date() });',
      "import { users as people } from './model.ts';\nexport const close = (id) => db.delete(people).where(eq(people.id, id));",
    ],
    [
      'Mongoose',
      "import mongoose, { Schema } from 'mongoose';\nimport mongooseDelete from 'mongoose-delete';\nconst userSchema = new Schema({ email: String });\nuserSchema.plugin(mongooseDelete);\nexport const User = mongoose.model('User', userSchema);\n",
      'export const close = (id) => User.updateOne({ _id: id }, { deleted: true });',
      'export const close = (id) => User.deleteOne({ _id: id });',
    ],
  ])('with %s, until some code removes them', (_, model, marks, erases) => {
    expect(told({ 'src/model.ts': model, 'src/close.ts': marks })).toHaveLength(1);
    expect(told({ 'src/model.ts': model, 'src/close.ts': erases })).toEqual([]);
  });
});

describe('nothing is said of a table', () => {
  test.each([
    [
      'whose rows a job removes',
      {
        'src/purge.ts':
          'export const purge = () => prisma.user.deleteMany({ where: { deletedAt: { lt: cutoff } } });',
      },
    ],
    [
      'whose rows a statement removes',
      {
        'src/purge.ts':
          'export const purge = () => prisma.$executeRaw`DELETE FROM "User" WHERE deleted_at < ${cutoff}`;',
      },
    ],
    [
      'whose rows a query of a driver removes',
      {
        'src/purge.ts':
          "export const purge = () => pool.query('delete from users where deleted_at < $1', [cutoff]);",
      },
    ],
    [
      'whose rows fall with those above',
      {
        'schema.prisma':
          prisma.replace(
            'deletedAt',
            'teamId String\n  team Team @relation(fields: [teamId], references: [id], onDelete: Cascade)\n  deletedAt',
          ) + 'model Team {\n  id String @id\n}\n',
        'src/a.ts': 'export const close = () => prisma.team.delete({ where: { id } });',
      },
    ],
    ['that holds nothing personal', { 'schema.prisma': prisma.replace('email ', 'colour') }],
    ['that marks nothing', { 'schema.prisma': prisma.replace('deletedAt', 'seenAt') }],
  ])('%s', (_, program) => {
    expect(told({ 'schema.prisma': prisma, 'src/close.ts': marking, ...program })).toEqual([]);
  });
});

test('what a test, a migration or a seed clears is not removed for anybody', () => {
  const clearing = 'export const clear = () => prisma.user.deleteMany();\n';
  const paths = ['src/users.test.ts', 'test/setup.ts', 'prisma/seed.ts', 'db/migrations/1.ts'];

  const beside = Object.fromEntries(paths.map((path) => [path, clearing]));

  expect(told({ 'schema.prisma': prisma, 'src/close.ts': marking, ...beside })).toEqual(found);
});

test('where only a part of the program was read, what removes rows may stand elsewhere', () => {
  const input = { policy: northwind, facts: factsOf(prisma, 'prisma'), catalogue, waivers: [] };
  const { findings, notes } = scan({ ...input, today: '2026-11-23', isPartial: true });
  const ofRule = ({ rule }: { readonly rule: string }): boolean =>
    rule === 'retention/missing-limit';

  expect(findings.filter(ofRule)).toEqual([]);
  expect(notes.filter(ofRule)).toMatchObject([
    {
      message:
        'only a scan of the whole program tells what removes rows: `User` marks rows by `deletedAt`',
    },
  ]);
});
