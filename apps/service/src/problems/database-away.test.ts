import { describe, expect, test } from 'vitest';
import { isDatabaseAway } from './database-away.ts';

/** As Prisma throws it when the server itself says why it takes no work. */
function saidByServer(code: string, originalCode: string): Error {
  const cause = { kind: 'postgres', code: originalCode, originalCode, originalMessage: 'no' };
  const driverAdapterError = Object.assign(new Error('no'), { cause });
  return Object.assign(new Error('Database error.'), { code, meta: { driverAdapterError } });
}

describe('a database that takes no work for now is away', () => {
  test.each([
    ['starting up, asked for a transaction', saidByServer('P2039', '57P03')],
    ['shutting down, asked with a raw query', saidByServer('P2010', '57P01')],
    ['out of disk', saidByServer('P2039', '53100')],
    ['out of connections', saidByServer('P2039', '53300')],
    ['not listening', Object.assign(new Error('no'), { code: 'ECONNREFUSED' })],
    ['cut off, two errors down', new Error('a', { cause: new Error('ConnectionClosed') })],
    ['cut off while it answered', new Error('Connection terminated unexpectedly')],
    [
      'cut off before it was asked',
      new Error('Client has encountered a connection error and is not queryable'),
    ],
    ['no free connection', Object.assign(new Error('no'), { code: 'P2024' })],
  ])('%s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });
});

describe('what waiting does not mend is a failure', () => {
  test.each([
    ['a row that is there already', saidByServer('P2010', '23505')],
    ['a query that does not parse', saidByServer('P2039', '42601')],
    ['an error without a code', new Error('no')],
    ['no error at all', 'P1001'],
  ])('%s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });

  test('an error that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;

    expect(isDatabaseAway(error)).toBe(false);
  });
});
