import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';
import type { ModelFact } from '../facts.ts';

function models(text: string): readonly ModelFact[] {
  return extractFacts({ path: 'src/models.js', text }, { parsers: {} }).facts.filter(
    (fact) => fact.kind === 'model',
  );
}

const shop = `import mongoose, { Schema, model } from 'mongoose';

// @subject account by _key
const customerSchema = new Schema({
  _key: { type: String, unique: true },
  // @data account.email
  email: { type: String, required: true },
  born: Date,
  tags: [String],
  address: { street: String, zip: { type: String } }, // @data account.address
  team: { type: Schema.Types.ObjectId, ref: 'Team', index: true },
  orders: [{ type: mongoose.Schema.Types.ObjectId, ref: 'Order' }],
});
customerSchema.index({ email: 1, born: -1 });

export const Customer = model('Customer', customerSchema);

const sessionSchema = new mongoose.Schema({ token: String, at: { type: Date, expires: '30d' } }, { collection: 'sessions' });
sessionSchema.index({ at: 1 }, { expireAfterSeconds: 86400 });
mongoose.model('Session', sessionSchema);
`;

test('a schema of Mongoose is a collection, with the paths of the documents inside', () => {
  const [customer] = models(shop);

  expect(customer).toMatchObject({
    model: 'Customer',
    table: 'customers',
    primaryKey: ['_id'],
    subjectOf: { class: 'account', column: '_key' },
    indexes: [['_id'], ['_key'], ['team'], ['email', 'born']],
  });
  expect(customer?.fields.map(({ name, type, nullable }) => [name, type, nullable])).toEqual([
    ['_key', 'String', true],
    ['email', 'String', false],
    ['born', 'DateTime', true],
    ['tags', 'String[]', true],
    ['address.street', 'String', true],
    ['address.zip', 'String', true],
    ['team', 'ObjectId', true],
    ['orders', 'ObjectId[]', true],
  ]);
  expect(customer?.fields.slice(4, 6).map(({ data }) => data)).toEqual([
    ['account.address'],
    ['account.address'],
  ]);
  expect(customer?.fields[1]).toMatchObject({
    data: ['account.email'],
    at: { line: 7, column: 3 },
  });
});

test('a reference is a relation that nothing follows on delete', () => {
  const [customer] = models(shop);

  expect(customer?.relations).toMatchObject([
    { columns: ['team'], model: 'Team', references: ['_id'], onDelete: 'no-action' },
    { columns: ['orders'], model: 'Order', references: ['_id'] },
  ]);
});

test('an index that expires says how long documents live at most', () => {
  const [customer, session] = models(shop);

  expect(customer?.expiresAfterDays).toBeUndefined();
  expect(session).toMatchObject({ table: 'sessions', expiresAfterDays: 1 });
});

test('a schema of another library is no collection', () => {
  expect(models(`import { Schema } from 'prosemirror-model'; new Schema({ nodes: {} });`)).toEqual(
    [],
  );
});
