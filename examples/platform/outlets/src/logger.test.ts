import { expect, test } from 'vitest';

import { logger } from './logger.ts';

test('a line says who speaks, and what is of a person loses its value', () => {
  const lines: string[] = [];
  const log = logger('letters', { write: (line) => lines.push(line) });

  log.info(
    { kind: 'billing', email: 'ada@example.test', account: { email: 'ada@example.test' } },
    'sent',
  );

  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    area: 'letters',
    msg: 'sent',
    kind: 'billing',
    email: '[withheld]',
    account: { email: '[withheld]' },
  });
});
