import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Extraction } from '../extraction.ts';
import type { ModelFact } from '../facts.ts';
import { extractPrisma } from './extract-prisma.ts';

function extract(...texts: readonly string[]): Extraction {
  return extractPrisma(texts.map((text, index) => ({ path: `prisma/${index}.prisma`, text })));
}

function models(...texts: readonly string[]): readonly ModelFact[] {
  return extract(...texts).facts.filter((fact) => fact.kind === 'model');
}

const shop = `enum Role {
  ADMIN
  GUEST
}

/// Somebody who buys.
/// @subject account
model Customer {
  /// @data none -- opaque key
  id     String  @id @default(uuid(7)) @map("customer_id")
  /// @data account.email, account.name
  label  String? @map("label_text") // both, by mistake
  role   Role    @default(GUEST) /// @data none -- what they may do
  orders Order[]

  @@map("customers")
}

/// @subject account by customerId
/// @item orders
model Order {
  shop       String
  number     Int
  customerId String
  parentId   Int?
  customer   Customer @relation(fields: [customerId], references: [id])
  voucher    Voucher? @relation(fields: [shop, parentId],
                                references: [shop, code])

  @@id([shop, number(sort: Desc)])
}

model Voucher {
  shop  String
  code  Int
  order Order[]

  @@id([shop, code])
}
`;

describe('a schema', () => {
  test('says table and column as the database spells them', () => {
    const [customer] = models(shop);

    expect(customer).toMatchObject({
      model: 'Customer',
      table: 'customers',
      primaryKey: ['customer_id'],
      subjectOf: { class: 'account', column: 'customer_id' },
      at: { file: 'prisma/0.prisma', line: 8, column: 1, endLine: 8, endColumn: 15 },
    });
    expect(customer?.fields.map(({ name, column, nullable }) => [name, column, nullable])).toEqual([
      ['id', 'customer_id', false],
      ['label', 'label_text', true],
      ['role', 'role', false],
    ]);
  });

  test('says what each field is, from the comment above or behind it', () => {
    const [customer] = models(shop);

    expect(customer?.fields.map(({ data, none }) => none ?? data)).toEqual([
      'opaque key',
      ['account.email', 'account.name'],
      'what they may do',
    ]);
    expect(customer?.fields[1]?.at).toMatchObject({ line: 12, column: 3, endColumn: 17 });
  });

  test('says whose rows a table holds and which items they are', () => {
    const [, order] = models(shop);

    expect(order).toMatchObject({
      subjectOf: { class: 'account', column: 'customerId' },
      item: 'orders',
      primaryKey: ['shop', 'number'],
    });
  });

  test('knows what Prisma does on delete when nothing is said', () => {
    const [, order] = models(shop);

    expect(order?.relations).toMatchObject([
      {
        columns: ['customerId'],
        model: 'Customer',
        references: ['customer_id'],
        onDelete: 'restrict',
      },
      {
        columns: ['shop', 'parentId'],
        model: 'Voucher',
        references: ['shop', 'code'],
        onDelete: 'set-null',
      },
    ]);
  });

  test('says by which columns rows are found', () => {
    const [order] = models(
      `model Order {\n  id String @id\n  number Int @unique @map("no")\n  buyer String\n  at DateTime\n\n  @@index([buyer, at(sort: Desc)])\n}`,
    );

    expect(order?.indexes).toEqual([['buyer', 'at'], ['id'], ['no']]);
  });

  test.each([
    ['Cascade', 'cascade'],
    ['Restrict', 'restrict'],
    ['NoAction', 'no-action'],
    ['SetNull', 'set-null'],
    ['SetDefault', 'set-null'],
  ])('reads onDelete: %s', (written, onDelete) => {
    const [order] = models(
      `model Order {\n  id String @id\n  to String\n  who Customer @relation(fields: [to], references: [id], onDelete: ${written})\n}`,
    );

    expect(order?.relations).toMatchObject([{ onDelete }]);
  });

  test('is one schema when it lies in several files', () => {
    const [customer] = models(
      `model Customer {\n  id String @id\n  role Role\n  profile Profile?\n}`,
      `enum Role {\n  ADMIN\n}\nmodel Profile {\n  id String @id\n}`,
    );

    expect(customer?.fields.map(({ name }) => name)).toEqual(['id', 'role']);
  });
});

describe('an annotation that is malformed', () => {
  const field = (annotation: string): string =>
    `model Customer {\n  id String @id\n  ${annotation}\n  email String\n}`;

  test.each([
    ['/// @data', 'names no category'],
    ['/// @data none', 'says no reason'],
    ['/// @data none --', 'says no reason'],
    ['/// @data Account.Email', '`Account.Email` is not the id of a category'],
    ['/// @data account.email,', 'names no category'],
  ])('%s is a problem where it stands, and the field stays unclassified', (annotation, message) => {
    const { facts, problems } = extract(field(annotation));

    expect(problems).toMatchObject([{ at: { line: 3, column: 3 } }]);
    expect(problems[0]?.message).toContain(message);
    expect(facts).toMatchObject([{ fields: [{ name: 'id' }, { name: 'email', data: [] }] }]);
  });

  test.each([
    ['/// @subject', '`@subject` is not understood'],
    ['/// @subject account via id', 'is not understood'],
    ['/// @subject account by owner', 'has no field `owner`'],
    ['/// @item Training Runs', 'is not the id of a category'],
    ['/// @subject account\n/// @subject account', 'stands here twice'],
  ])('%s on a model is a problem', (annotation, message) => {
    const { problems } = extract(`${annotation}\nmodel Customer {\n  id String @id\n}`);

    expect(problems[0]?.message.replace('`@subject `', '`@subject`')).toContain(message);
  });

  test('an annotation of a relation or of nothing is a problem', () => {
    const { problems } = extract(
      `model Customer {\n  id String @id\n  /// @data orders\n  orders Order[]\n  /// @data account.email\n}\nmodel Order {\n  id String @id\n}`,
    );

    expect(
      problems.map(({ at, message }) => `${at.line}: ${message.slice(0, 22)}`).toSorted(),
    ).toEqual(['3: `orders` is a relation', '5: no field follows this ']);
  });
});

test('a remark may follow the categories', () => {
  const { facts, problems } = extract(
    `model Customer {\n  id String @id\n  /// @data account.email, account.name -- emptied on release\n  label String\n}`,
  );

  expect(problems).toEqual([]);
  expect(facts).toMatchObject([
    { fields: [{ name: 'id' }, { name: 'label', data: ['account.email', 'account.name'] }] },
  ]);
});

test('other comments and other annotations are none of ours', () => {
  const { problems } = extract(
    `/// @deprecated\n// @data none\nmodel Customer {\n  /// @zod.email()\n  id String @id /* @data x */\n}`,
  );

  expect(problems).toEqual([]);
});

test('no text makes the extractor throw, and what is no Prisma is a problem', () => {
  const words = fc.constantFrom(
    'model',
    'A',
    '{',
    '}',
    '@',
    '@@',
    '(',
    ')',
    '[',
    ']',
    '"',
    '///',
    '@data',
    '\n',
    ' ',
    'id',
  );

  fc.assert(
    fc.property(fc.array(words), (parts) => {
      extract(parts.join(' '));
    }),
  );
  expect(extract('modle ; x').problems).not.toEqual([]);
});
