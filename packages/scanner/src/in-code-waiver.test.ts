import { expect, test } from 'vitest';

import { inCodeWaivers } from './in-code-waiver.ts';

const word = 'troth-ignore';
const read = (...lines: readonly string[]): ReturnType<typeof inCodeWaivers> =>
  inCodeWaivers({ path: 'a.ts', text: lines.join('\n') });

test.each([
  `// ${word} transit/cleartext -- a loopback in disguise`,
  `# ${word} transit/cleartext -- a loopback in disguise`,
  `-- ${word} transit/cleartext -- a loopback in disguise`,
  `/* ${word} transit/cleartext -- a loopback in disguise */`,
  `{/* ${word} transit/cleartext -- a loopback in disguise */}`,
  `<!-- ${word} transit/cleartext -- a loopback in disguise -->`,
])('%s is read with its rule and reason', (line) => {
  expect(read(line, 'next')).toMatchObject([
    { rule: 'transit/cleartext', reason: 'a loopback in disguise', lines: [1, 2] },
  ]);
});

test('a comment without a reason has none, whatever follows it on the next line', () => {
  const [first, second] = read(
    `// ${word} transit/cleartext`,
    `connect(); // ${word} rest/weak-cipher --`,
    '-- a reason for somebody else',
  );

  expect(first).not.toHaveProperty('reason');
  expect(second).not.toHaveProperty('reason');
});

test('comments above one another speak of the same line', () => {
  const found = read(
    `// ${word} transit/cleartext -- one`,
    `// ${word} transit/weak-tls-version -- two`,
    'connect();',
  );

  expect(found.map(({ lines }) => lines)).toEqual([
    [1, 3],
    [2, 3],
  ]);
});

test('what only speaks of such comments is none', () => {
  expect(read(`const word = '${word}';`, `// see ${word}`, `// ${word} everything -- x`)).toEqual(
    [],
  );
});
