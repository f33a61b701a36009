import type { CompiledPolicy } from '@troth/compiler';

import { dataMap, northwind } from '../../testing/policies.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { personalDataInLogs } from './personal-data-in-logs.ts';

const email = 'console.log(user.email);';
/** What the code calls `reachableAt` is an address or an IP address; the log of `dataMap` may hold the latter. */
const { vocabulary } = northwind;
const either: CompiledPolicy = {
  ...northwind,
  vocabulary: {
    ...vocabulary,
    categories: vocabulary.categories.map((one) =>
      one.id === 'account.email' || one.id === 'device.ip'
        ? { ...one, inCode: [...one.inCode, 'reachable_at'] }
        : one,
    ),
  },
};

testExamples(personalDataInLogs);

testRule(personalDataInLogs, {
  invalid: [
    {
      code: `console.log(user.email);`,
      at: [1, 1],
      clause: 'collection.account',
      says: '`user.email`',
    },
    { code: `console.log('joined', user.name);`, at: [1, 1], clause: 'collection.account' },
    {
      code: 'console.error(`no such patient: ${patient.dateOfBirth}`);',
      at: [1, 1],
      clause: 'collection.account',
    },
    { code: `console.log(request.ipAddress);`, at: [1, 1], clause: 'collection.account' },
    {
      // That a cache may hold it does not let it into a log.
      code: `console.log(request.ipAddress);`,
      dataMap: {
        application: 'shop',
        stores: [{ kind: 'cache', id: 'seen', data: ['device.ip'], expiresAfterDays: 1 }],
      },
      at: [1, 1],
      clause: 'collection.account',
    },
    {
      code: 'console.log(user.reachableAt);',
      policy: either,
      dataMap,
      at: [1, 1],
      clause: 'collection.account',
    },
    {
      code: `localStorage.setItem('who', user.email);`,
      at: [1, 1],
      clause: 'collection.account',
      says: 'goes into the browser’s storage: `user.email`',
    },
    {
      code: `import { cookies } from 'next/headers';\ncookies().set('who', user.email);`,
      at: [2, 1],
      clause: 'collection.account',
      says: 'goes into a cookie: `user.email`',
    },
    {
      code: `console.log(user.orderText);`,
      at: [1, 1],
      clause: 'collection.orders',
      says: 'goes into the log of `console`',
    },
    {
      // What the log may hold is not named beside what it may not.
      code: `console.log(request.ipAddress, user.email);`,
      dataMap,
      at: [1, 1],
      clause: 'collection.account',
      says: ': `user.email`',
    },
    { code: email, policy: only('collection.account'), at: [1, 1], clause: 'collection.account' },
    { code: email, policy: only('retention.account'), at: [1, 1], clause: 'retention.account' },
    { code: email, policy: only('sharing.providers'), at: [1, 1], clause: 'sharing.providers' },
    {
      code: email,
      policy: only('sharing.providers', 'retention.account'),
      at: [1, 1],
      clause: 'retention.account',
    },
  ],
  valid: [
    `import Stripe from 'stripe';\nconst stripe = new Stripe(key);\nawait stripe.customers.create({ email: user.email });`,
    { code: email, policy: only('security.rest') },
    `console.log('joined', team.name);`,
    `console.log('email sent', user.id);`,
    `console.log(emails.length);`,
    `console.log(!!user.email);`,
    { code: `console.log(request.ipAddress);`, dataMap },
  ],
});

/** Northwind when it promises no more than this. */
function only(...ids: readonly string[]): CompiledPolicy {
  return { ...northwind, clauses: northwind.clauses.filter(({ id }) => ids.includes(id)) };
}
