import { readFileSync, readdirSync } from 'node:fs';

import type {
  Category,
  CompiledClause,
  CompiledPolicy,
  DataMap,
  EncryptRule,
  EraseRule,
  Recipient,
  Rule,
} from '@troth/compiler';

import type { Catalogue } from '../catalogue.ts';
import { parseCatalogue } from '../parse-catalogue.ts';

const folder = new URL('../../catalogue/', import.meta.url);

/** The catalogue that is shipped. */
export const catalogue: Catalogue = parseCatalogue(
  readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') })),
).catalogue;

const categories: readonly Category[] = [
  category('account', []),
  category('account.email', ['email'], 'pd:EmailAddress'),
  category('account.name', ['name', 'full_name'], 'pd:Name'),
  category('account.password', ['password'], 'pd:Password'),
  category('device', []),
  category('device.ip', ['ip_address'], 'pd:IPAddress'),
  category('fitness-log', ['fitness_log']),
  category('orders', ['order_text']),
  category('payment', []),
  category('payment.billing', ['last_four']),
  category('payment.card-number', ['card_number'], 'pd:PaymentCardNumber'),
  category('training-plan', ['training_plan']),
];

const recipients: readonly Recipient[] = [
  {
    id: 'hosting',
    name: 'the hosting provider',
    role: 'processor',
    hosts: ['*.amazonaws.com'],
    packages: ['@aws-sdk/*'],
    infrastructure: ['aws'],
  },
  {
    id: 'stripe',
    name: 'Stripe',
    role: 'processor',
    hosts: ['api.stripe.com'],
    packages: ['stripe'],
    infrastructure: [],
  },
];

/** A policy of Northwind that makes these promises; each key is a clause id. */
export function policyOf(promises: Readonly<Record<string, Rule>>): CompiledPolicy {
  return {
    language: 1,
    hash: '0'.repeat(64),
    controller: { name: 'Northwind, Inc.', shortName: 'Northwind', aliases: [] },
    contact: { email: 'privacy@northwind.example' },
    version: { published: '2026-01-01', effective: '2026-01-01', reviewed: '2026-01-01' },
    noticeDays: 30,
    approvals: { loosens: ['legal'], tightens: [] },
    page: { path: '/privacy', status: 'internal' },
    acknowledgedGaps: [],
    vocabulary: {
      categories,
      purposes: ['coaching', 'news', 'security', 'statistics'].map((id) => ({ id, name: id })),
      recipients,
      events: [
        { id: 'account.closed', name: 'account closed', about: 'subject' },
        { id: 'order.deleted', name: 'order deleted', about: 'item' },
      ],
      regions: [],
      obligations: [],
    },
    sections: [],
    clauses: Object.entries(promises).map(([id, rule]) => clauseOf(id, rule)),
  };
}

interface Promises extends Readonly<Record<string, Rule>> {
  readonly 'retention.orders': EraseRule;
  readonly 'security.transit': Extract<EncryptRule, { readonly scope: 'in-transit' }>;
  readonly 'security.rest': Extract<EncryptRule, { readonly scope: 'at-rest' }>;
}

/** What Northwind promises unless a test says otherwise. */
export const promises: Promises = {
  'collection.account': {
    verb: 'collect',
    data: ['account.name', 'account.email', 'account.password', 'device'],
    source: 'data-subject',
    from: [],
    purposes: [],
  },
  'collection.orders': {
    verb: 'collect',
    data: ['orders', 'payment.billing'],
    source: 'data-subject',
    from: [],
    purposes: [],
  },
  'payment.no-cards': { verb: 'never', data: ['payment.card-number'], act: 'store' },
  'sharing.no-sale': { verb: 'never', data: ['account'], act: 'sell' },
  'sharing.providers': {
    verb: 'share',
    recipients: [
      { recipient: 'stripe', data: ['account.email', 'payment'], purposes: ['checkout'] },
      { recipient: 'hosting', data: ['account', 'orders', 'device', 'payment'], purposes: [] },
    ],
  },
  'retention.orders': {
    verb: 'erase',
    data: ['orders'],
    after: 'order.deleted',
    within: { amount: 30, unit: 'day' },
  },
  'retention.account': {
    verb: 'erase',
    data: ['account', 'orders', 'device', 'payment'],
    after: 'account.closed',
    within: { amount: 90, unit: 'day' },
  },
  'retention.keep': { verb: 'retain', data: ['orders'], while: 'account.active', obligations: [] },
  'use.news': {
    verb: 'use',
    data: ['account.email'],
    purposes: ['news'],
    exclusive: false,
    conditions: { optOut: true },
  },
  'use.security': {
    verb: 'use',
    data: ['device'],
    purposes: ['security'],
    exclusive: false,
    conditions: {},
  },
  'use.statistics': {
    verb: 'use',
    data: ['orders'],
    purposes: ['statistics'],
    exclusive: false,
    conditions: { aggregate: { minimum: 10 } },
  },
  'use.logs-only-for-coaching': {
    verb: 'use',
    data: ['fitness-log'],
    purposes: ['coaching'],
    exclusive: true,
    conditions: {},
  },
  'rights.own-data': {
    verb: 'grant',
    rights: ['access', 'export'],
    data: ['account', 'orders', 'device', 'payment'],
    regions: [],
    purposes: [],
  },
  'rights.correction': {
    verb: 'grant',
    rights: ['rectify'],
    data: ['account'],
    regions: [],
    purposes: [],
  },
  'rights.object': {
    verb: 'grant',
    rights: ['object'],
    data: ['account.email'],
    regions: [],
    purposes: ['news'],
  },
  'security.transit': { verb: 'encrypt', scope: 'in-transit', minimum: '1.3' },
  'security.rest': { verb: 'encrypt', scope: 'at-rest', cipher: { algorithm: 'AES', bits: 256 } },
  'security.access': { verb: 'restrict', systems: ['production'], roles: ['operator'], mfa: true },
};

export const northwind: CompiledPolicy = policyOf(promises);

/** Northwind's orders lie in a bucket, its requests in a log of 30 days. */
export const dataMap: DataMap = {
  application: 'shop',
  stores: [
    {
      kind: 'bucket',
      id: 'orders',
      bucket: 'northwind-orders',
      objects: [{ data: ['orders'], prefix: 'accounts/{subject}/' }],
    },
    { kind: 'log', id: 'requests', data: ['device.ip'], expiresAfterDays: 30 },
  ],
};

function clauseOf(id: string, rule: Rule): CompiledClause {
  return {
    id,
    section: 'all',
    layout: 'paragraph',
    text: [],
    rules: [rule],
    exceptTo: [],
    narrows: [],
    formerly: [],
  };
}

function category(id: string, inCode: readonly string[], dpv?: string): Category {
  const parent = id.includes('.') ? id.slice(0, id.lastIndexOf('.')) : undefined;
  return {
    id,
    name: id,
    sensitivity: 'ordinary',
    inCode,
    ...(parent === undefined ? {} : { parent }),
    ...(dpv === undefined ? {} : { dpv }),
  };
}
