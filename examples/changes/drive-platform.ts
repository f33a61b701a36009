import { writeFileSync } from 'node:fs';

import { installEgress, Guard } from '@troth/guard';
import { test } from 'vitest';

import { startPlatform } from './testing/platform.ts';

// Runs inside a copy of the platform, where a change has been made: asks what it is told to, and writes
// down what the guard refused. Nothing leaves the machine: what is not refused finds no line.

interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  readonly body?: object;
}

test('what the guard refuses', async () => {
  const asks = JSON.parse(process.env['DRIVE_ASKS'] ?? '[]') as readonly Asked[];
  const platform = await startPlatform();
  const uninstall = installEgress(platform.get(Guard));
  platform.outgoing.answers.set('https://troth.test/v1/decisions', {
    effect: 'permit',
    obligations: [],
  });
  const token = await platform.signUp('Ada Marsh', 'ada@example.test');
  platform.denials.length = 0;

  let id = '';
  for (const { method, url, body } of asks) {
    const answer = await platform.ask(method, url.replace(':id', id), {
      token,
      ...(body !== undefined && { body }),
    });
    id = String((answer.body as { readonly id?: string }).id ?? id);
  }

  writeFileSync(process.env['DRIVE_RESULT'] ?? '', JSON.stringify(platform.denials));
  uninstall();
  await platform.stop();
});
