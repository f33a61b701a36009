import { expect, test } from 'vitest';
import { changeLogEntry } from './index.ts';

const log = `# Changes of the policy

## 2026-05-01

### For whom

Deleted orders stay for **60 days**.

## 2026-01-01
First version.
## 2025-01-01

`;

test('the entry of a day is all that stands below its heading', () => {
  expect(changeLogEntry(log, '2026-05-01')).toBe(
    '### For whom\n\nDeleted orders stay for **60 days**.',
  );
  expect(changeLogEntry(log.replaceAll('\n', '\r\n'), '2026-01-01')).toBe('First version.');
});

test('a heading with nothing below it, or none, is no entry', () => {
  expect(changeLogEntry(log, '2025-01-01')).toBeUndefined();
  expect(changeLogEntry(log, '2026-05')).toBeUndefined();
  expect(changeLogEntry('', '2026-05-01')).toBeUndefined();
});
