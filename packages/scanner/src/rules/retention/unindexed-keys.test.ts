import { extractPrisma } from '@troth/facts';
import type { Fact } from '@troth/facts';
import { describe, expect, test } from 'vitest';

import { scan } from '../../scan.ts';
import { factsOf } from '../../testing/facts-of.ts';
import { catalogue, northwind } from '../../testing/policies.ts';

const told = (facts: readonly Fact[]): readonly string[] =>
  scan({ policy: northwind, facts, catalogue, waivers: [], today: '2026-11-23' })
    .findings.filter(({ rule }) => rule === 'retention/no-erasure-path')
    .map(({ message }) => message);

const typeorm = (key: string, above = ''): readonly Fact[] =>
  factsOf(
    `import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';\n/** @subject account */\n@Entity() class User { @PrimaryColumn() id!: string; }\n${above}@Entity() class Note {\n  @PrimaryColumn() id!: string;\n  @Column() email!: string;\n  ${key}\n}\n`,
    'ts',
  );
const drizzle = (kind: string, extra: string): readonly Fact[] =>
  factsOf(
    `import { ${kind}Table, text, index, foreignKey } from 'drizzle-orm/${kind === 'pg' ? 'pg' : kind}-core';\n// @subject account\nexport const users = ${kind}Table('users', { id: text().primaryKey() });\nexport const notes = ${kind}Table('notes', { id: text().primaryKey(), email: text(), userId: text('user_id').references(() => users.id) }${extra});\n`,
    'ts',
  );
const prisma = (datasource: string, index: string): readonly Fact[] =>
  extractPrisma([
    {
      path: 'schema.prisma',
      text: `datasource db {\n  ${datasource}\n}\n/// @subject account\nmodel User {\n  id String @id\n  notes Note[]\n}\nmodel Note {\n  id String @id\n  email String\n  userId String\n  user User @relation(fields: [userId], references: [id])\n  ${index}\n}\n`,
    },
  ]).facts;

describe('a key by which rows are erased needs an index', () => {
  test.each([
    [
      'Prisma',
      prisma('provider = "postgresql"', ''),
      prisma('provider = "postgresql"', '@@index([userId])'),
    ],
    [
      'TypeORM',
      typeorm('@ManyToOne(() => User) user!: User;'),
      typeorm('@Index() @ManyToOne(() => User) user!: User;'),
    ],
    [
      'TypeORM with an index of the class, which names the property',
      typeorm("@ManyToOne(() => User) @JoinColumn({ name: 'user_id' }) user!: User;"),
      typeorm(
        "@ManyToOne(() => User) @JoinColumn({ name: 'user_id' }) user!: User;",
        "@Index(['user'])\n",
      ),
    ],
    ['Drizzle', drizzle('pg', ''), drizzle('pg', ', (t) => [index().on(t.userId)]')],
  ])('in %s', (_, without, withIndex) => {
    expect(told(without)).toEqual([
      expect.stringMatching(
        /^no index of `\w+` begins with `user_?id`: erasing a `\w+` reads the whole table$/i,
      ),
    ]);
    expect(told(withIndex)).toEqual([]);
  });

  test.each([
    ['MySQL makes one, which a Prisma schema knows', prisma('provider = "mysql"', '')],
    ['MySQL makes one, which Drizzle knows', drizzle('mysql', '')],
    [
      'one row for one other is unique',
      typeorm('@OneToOne(() => User) @JoinColumn() user!: User;'),
    ],
  ])('unless %s', (_, facts) => {
    expect(told(facts)).toEqual([]);
  });

  test('where Prisma keeps the keys itself, MySQL makes none', () => {
    expect(told(prisma('provider = "mysql"\n  relationMode = "prisma"', ''))).toHaveLength(1);
  });
});
