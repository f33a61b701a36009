import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';
import type { Extraction } from '../extraction.ts';
import type { ModelFact } from '../facts.ts';

function extract(text: string): Extraction {
  return extractFacts({ path: 'src/entities.ts', text }, { parsers: {} });
}

function models(text: string): readonly ModelFact[] {
  return extract(text).facts.filter((fact) => fact.kind === 'model');
}

const shop = `import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';

abstract class Dated {
  @CreateDateColumn({ name: 'created_at' }) createdAt!: Date;
}

/** @subject account */
@Entity('customers')
export class Customer extends Dated {
  /** @data none -- opaque key */
  @PrimaryGeneratedColumn('uuid') id!: string;

  // @data account.email
  @Index()
  @Column({ name: 'e_mail', type: 'varchar', nullable: true })
  email!: string | null;

  @Column('jsonb') settings!: Settings; // @data account.settings
  @Column() tags!: string[];
  @OneToMany(() => Order, (order) => order.customer) orders!: Order[];
  full = '';
}

@Entity({ name: 'orders' })
@Index(['customerId', 'number'])
export class Order {
  @PrimaryGeneratedColumn() number!: number;
  @Column() customerId!: string;
  @ManyToOne(() => Customer, (customer) => customer.orders, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customerId' })
  customer!: Customer;
}

@Entity()
export class AuditEntry {
  @PrimaryGeneratedColumn() id!: number;
  @ManyToOne(() => Customer) customer!: Customer;
}
`;

test('an entity of TypeORM is a table with the columns of its class and of the base beside it', () => {
  const [customer] = models(shop);

  expect(customer).toMatchObject({
    model: 'Customer',
    table: 'customers',
    primaryKey: ['id'],
    subjectOf: { class: 'account', column: 'id' },
    indexes: [['id'], ['e_mail']],
    at: { line: 9, column: 14, endColumn: 22 },
  });
  expect(
    customer?.fields.map(({ name, column, type, nullable }) => [name, column, type, nullable]),
  ).toEqual([
    ['createdAt', 'created_at', 'DateTime', false],
    ['id', 'id', 'String', false],
    ['email', 'e_mail', 'String', true],
    ['settings', 'settings', 'Json', false],
    ['tags', 'tags', 'String[]', false],
  ]);
});

test('a comment above a field or behind it says what it is, and the place is the name', () => {
  const [customer] = models(shop);

  expect(customer?.fields.map(({ data, none }) => none ?? data)).toEqual([
    [],
    'opaque key',
    ['account.email'],
    ['account.settings'],
    [],
  ]);
  expect(customer?.fields[2]?.at).toMatchObject({ line: 16, column: 3, endColumn: 8 });
});

test('a relation is what holds the key, with what happens on delete', () => {
  const [, order, audit] = models(shop);

  expect(order?.relations).toMatchObject([
    { columns: ['customerId'], model: 'Customer', onDelete: 'cascade' },
  ]);
  expect(order?.indexes).toEqual([['number'], ['customerId', 'number']]);
  expect(audit).toMatchObject({
    table: 'audit_entry',
    relations: [{ columns: ['customerId'], onDelete: 'no-action' }],
  });
});

test.each([
  [
    'MikroORM',
    `import { Entity, PrimaryKey, Property, ManyToOne } from '@mikro-orm/core';
     @Entity({ tableName: 'users' }) class User {
       @PrimaryKey() id!: number;
       @Property({ fieldName: 'mail', nullable: true }) email?: string;
       @ManyToOne(() => Team, { deleteRule: 'cascade' }) team!: Team;
     }`,
    { table: 'users', relations: [{ model: 'Team', columns: ['teamId'], onDelete: 'cascade' }] },
  ],
  [
    'sequelize-typescript',
    `import { Table, Column, ForeignKey, Model } from 'sequelize-typescript';
     @Table({ tableName: 'users' }) class User extends Model {
       @Column({ primaryKey: true }) id!: number;
       @Column({ field: 'mail', allowNull: true }) email!: string;
       @ForeignKey(() => Team) @Column teamId!: number;
     }`,
    { table: 'users', relations: [{ model: 'Team', columns: ['teamId'] }] },
  ],
  [
    'Nest’s Mongoose',
    `import { Prop, Schema } from '@nestjs/mongoose';
     @Schema({ collection: 'users' }) class User {
       @Prop({ required: true, name: 'mail' }) email!: string;
     }`,
    { table: 'users' },
  ],
])('%s says the same by decorators', (_name, text, wanted) => {
  const [user] = models(text);

  expect(user).toMatchObject({ model: 'User', ...wanted });
  expect(user?.fields.find(({ name }) => name === 'email')).toMatchObject({
    column: 'mail',
    type: 'String',
  });
});

test('a class of the same words from elsewhere is no table', () => {
  expect(
    models(
      `import { Entity, Column } from './graph'; @Entity() class User { @Column() email!: string; }`,
    ),
  ).toEqual([]);
});

test('an annotation that is malformed is a problem where it stands', () => {
  const { problems } = extract(
    `import { Entity, Column } from 'typeorm';\n@Entity()\nclass User {\n  // @data Account\n  @Column() email!: string;\n}`,
  );

  expect(problems).toMatchObject([{ at: { line: 4, column: 3 } }]);
});
