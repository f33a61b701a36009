import { dataMap } from '../../testing/policies.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { personalDataInLogs } from './personal-data-in-logs.ts';

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
  ],
  valid: [
    `console.log('joined', team.name);`,
    `console.log('email sent', user.id);`,
    `console.log(emails.length);`,
    `console.log(!!user.email);`,
    { code: `console.log(request.ipAddress);`, dataMap },
  ],
});
