import { parentPort, workerData } from 'node:worker_threads';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { LogPress, together } from './log-press.ts';
import type { Pressed } from './log-press.ts';
import type { WrittenSheet } from './log-sheet.ts';

/** What came of the sheets, and their memory, which can be used again. */
export interface Given {
  readonly pressed: readonly Pressed[];
  readonly spent: readonly ArrayBuffer[];
}

// The thread beside the one that answers. It is sent sheets, and gives what came of them when it is asked.
const press = new LogPress(new Pseudonyms(keyIn(workerData)));
let parts: Pressed[] = [];
let spent: ArrayBuffer[] = [];

parentPort?.on('message', (message: WrittenSheet | 'give') => {
  if (message === 'give') return give();
  parts.push(press.press(message));
  spent.push(message.calls);
});

function keyIn(given: unknown): Buffer {
  if (given instanceof Uint8Array) return Buffer.from(given);
  throw new Error('no key of the pseudonyms');
}

function give(): void {
  const given: Given = { pressed: together(parts), spent };
  parentPort?.postMessage(given, [...given.pressed.map(({ body }) => body.buffer), ...spent]);
  parts = [];
  spent = [];
}
