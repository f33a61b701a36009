import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docs', 'security.md'), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.slice(2, -2).split(' | '));

describe('docs/security.md', () => {
  test('says of each requirement whether it is met, and how or why not', () => {
    for (const [requirement, state, how] of rows) {
      expect(requirement).toMatch(/^\d+(\.\d+){1,2}/);
      expect(['met', 'in part', 'not met', 'not ours']).toContain(state);
      expect(how?.length).toBeGreaterThan(5);
    }
  });

  test('names a test for each that is met', () => {
    const unproved = rows.filter(([, state, , proof]) => state === 'met' && proof?.trim() === '');

    expect(unproved).toEqual([]);
  });

  test.each([
    ...new Set(rows.flatMap(([, , , proof]) => proof?.match(/`[^`]+` \*[^*]+\*/g) ?? [])),
  ])('leads to a test: %s', (proof) => {
    const [, file = '', title = ''] = /^`([^`]+)` \*([^*]+)\*$/.exec(proof) ?? [];

    expect(existsSync(join(root, file))).toBe(true);
    expect(titlesIn(readFileSync(join(root, file), 'utf8'))).toContain(title);
  });
});

function titlesIn(source: string): readonly string[] {
  return [...source.matchAll(/'((?:[^'\\\n]|\\.)+)',?\s*\n?\s*(?:async )?(?:\{|\()/g)].map(
    ([, title]) => title ?? '',
  );
}
