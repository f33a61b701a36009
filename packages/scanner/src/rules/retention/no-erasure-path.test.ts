import { policyOf, promises } from '../../testing/policies.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { noErasurePath } from './no-erasure-path.ts';

const account = `/// @subject account\nmodel Account {\n  /// @data none -- opaque key\n  id String @id\n}\n`;

const mongoose = (expires: string): string =>
  `import { Schema } from 'mongoose';\n// @subject account\nconst accountSchema = new Schema({ id: String });\nconst leadSchema = new Schema({ email: String, at: { type: Date, expires: '${expires}' } });`;

testExamples(noErasurePath);

testRule(noErasurePath, {
  invalid: [
    {
      code: `${account}\nmodel Lead {\n  id String @id\n  /// @data account.email\n  mail String\n}`,
      at: [7, 1],
      clause: 'retention.account',
      says: '`mail`',
    },
    {
      code: `model User {\n  id String @id\n  email String\n}\nmodel Waitlist {\n  id String @id\n  email String\n}`,
      at: [5, 1],
      clause: 'retention.account',
    },
    {
      code: `${account}\nmodel Order {\n  id String @id\n  accountId String\n  account Account @relation(fields: [accountId], references: [id])\n  /// @data orders\n  text String\n}`,
      at: [10, 3],
      clause: 'retention.account',
      says: 'no index of `Order` begins with `accountId`',
    },
    {
      language: 'ts',
      code: `import { Column, Entity, PrimaryColumn } from 'typeorm';\n/** @subject account */\n@Entity() class Account { @PrimaryColumn() id!: string; }\n@Entity() class Lead {\n  @PrimaryColumn() id!: string;\n  @Column() email!: string;\n}`,
      at: [4, 17],
      clause: 'retention.account',
    },
    {
      language: 'ts',
      code: mongoose('400d'),
      at: [4, 24],
      clause: 'retention.account',
    },
    {
      // Behind other tables' names, and behind a key that begins with something else.
      code: `${account.replace('}', '  @@map("accounts")\n}')}\nmodel Order {\n  id String @id\n  accountId String\n  account Account @relation(fields: [accountId], references: [id])\n  /// @data orders\n  text String\n\n  @@index([text, accountId])\n  @@map("orders")\n}`,
      at: [11, 3],
      clause: 'retention.account',
      says: 'no index of `Order` begins with `accountId`: erasing a `Account` reads',
    },
    {
      code: `${account}\nmodel Lead {\n  id String @id\n  parentId String\n  parent Lead @relation(fields: [parentId], references: [id])\n  /// @data account.email\n  mail String\n  /// @data account.name\n  label String\n\n  @@index([parentId])\n}`,
      at: [7, 1],
      clause: 'retention.account',
      says: '`Lead` holds `mail`, `label`, and',
    },
    {
      code: `${account}\nmodel Lead {\n  id String @id\n  /// @data orders\n  text String\n}`,
      policy: policyOf({ 'retention.orders': promises['retention.orders'] }),
      at: [7, 1],
      clause: 'retention.orders',
    },
  ],
  valid: [
    { language: 'ts', code: mongoose('90d') },
    `${account}\nmodel Country {\n  id String @id\n}\nmodel Order {\n  id String @id\n  accountId String\n  account Account @relation(fields: [accountId], references: [id])\n  countryId String\n  country Country @relation(fields: [countryId], references: [id])\n  /// @data orders\n  text String\n\n  @@index([accountId, text])\n}`,
    {
      code: `model Lead {\n  id String @id\n  /// @data account.email\n  mail String\n}`,
      dataMap: {
        application: 'shop',
        stores: [
          { kind: 'cache', id: 'seen', data: ['device.ip'], expiresAfterDays: 1 },
          {
            kind: 'database',
            id: 'main',
            tables: [
              {
                name: 'Owner',
                primaryKey: ['id'],
                columns: [],
                foreignKeys: [],
                subjectColumn: 'id',
              },
              {
                name: 'Lead',
                primaryKey: ['id'],
                columns: [],
                foreignKeys: [
                  { columns: ['ownerId'], table: 'Owner', references: ['id'], onDelete: 'cascade' },
                ],
              },
            ],
          },
        ],
      },
    },
    `${account}\nmodel Order {\n  id String @id\n  accountId String\n  account Account @relation(fields: [accountId], references: [id])\n  items Item[]\n}\nmodel Item {\n  id String @id\n  orderId String\n  order Order @relation(fields: [orderId], references: [id])\n  /// @data orders\n  text String\n\n  @@index([orderId])\n}`,
    { language: 'ts', code: mongoose('30d') },
    {
      language: 'ts',
      code: `import { pgTable, text, uuid, index } from 'drizzle-orm/pg-core';\n// @subject account\nexport const users = pgTable('users', { id: uuid().primaryKey(), email: text() });\nexport const notes = pgTable('notes', { id: uuid().primaryKey(), email: text(), userId: uuid().references(() => users.id) }, (t) => [index().on(t.userId)]);`,
    },
    `${account}\n/// @subject account by accountId\nmodel Invoice {\n  id String @id\n  accountId String\n  /// @data payment.billing\n  amount Int\n}`,
    `${account}\nmodel Country {\n  id String @id\n  name String\n}`,
  ],
});
