import { compilePolicy, type SourceFile } from '@troth/compiler';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixPolicy } from './fix-policy.ts';
import { lineDiff } from './line-diff.ts';
import { starterPolicy } from './starter-policy.ts';

const sound = starterPolicy({
  name: 'Example, Inc.',
  email: 'privacy@example.com',
  date: '2026-01-01',
  path: '/privacy',
});

function withClauses(text: string): readonly SourceFile[] {
  return sound.map((file) => (file.path.startsWith('clauses/') ? { ...file, text } : file));
}

const broken = `clauses:
  # what we promise
  - id: privacy.gone   # an anchor
    text: When you close your account, we delete it within {{ erase.within }}.
    erase:
      data:   [acount.email]   # not the name
      after: "account.closd"
      witihn:  14days # counsel agreed
`;

test('sure slips are mended in their own stretch: comments and layout stay', () => {
  const { files, left } = fixPolicy(withClauses(broken));

  expect(files.map(({ text }) => text)).toEqual([
    `clauses:
  # what we promise
  - id: privacy.gone   # an anchor
    text: When you close your account, we delete it within {{ erase.within }}.
    erase:
      data:   [account.email]   # not the name
      after: account.closed
      within:  14 days # counsel agreed
`,
  ]);
  expect(left.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('what is mended is told, in the order in which it can be seen', () => {
  expect(fixPolicy(withClauses(broken)).mended.map(({ message }) => message)).toEqual([
    '`witihn` is not a key of this place',
    '`14days` is not a duration',
    '`acount.email` is not one of the categories of the vocabulary',
    '`account.closd` is not one of the events of the vocabulary',
  ]);
});

test('a mistyped binding is mended inside its sentence, on whatever line it stands', () => {
  const text = broken.replace(
    'text: When you close your account, we delete it within {{ erase.within }}.',
    'text: >-\n      When you close your account,\n      we delete it within {{ erase.witihn }}.',
  );

  const { files } = fixPolicy(withClauses(text));

  expect(files[0]?.text).toContain(
    '    text: >-\n      When you close your account,\n      we delete it within {{ erase.within }}.\n',
  );
});

test('what leaves a doubt is left to a person', () => {
  const text = broken.replace('14days', 'a while').replace('witihn', 'within');

  const { left } = fixPolicy(withClauses(text));

  expect(left.map(({ code }) => code)).toContain('language/bad-duration');
});

test('two slips for the same key are not both mended', () => {
  const text = broken.replace('witihn:  14days', 'withim: 14 days\n      wihtin: 15 days');

  const { files } = fixPolicy(withClauses(text));

  expect(files[0]?.text.match(/ within:/g)).toHaveLength(1);
});

test('a file with a merge conflict is not touched', () => {
  const { files, left } = fixPolicy(
    withClauses(`${broken}<<<<<<< ours\n=======\n>>>>>>> theirs\n`),
  );

  expect(files).toEqual([]);
  expect(left.map(({ code }) => code)).toContain('yaml/conflict-marker');
});

test('a sound policy is left as it is', () => {
  expect(fixPolicy(sound)).toMatchObject({ files: [], mended: [] });
});

test('Windows line ends stay', () => {
  const { files } = fixPolicy(withClauses(broken.replaceAll('\n', '\r\n')));

  expect(files[0]?.text.split('\r\n')[7]).toBe('      within:  14 days # counsel agreed');
});

test('fixing twice changes nothing more, and fixing never makes a file unreadable', () => {
  const damage = fc.tuple(fc.nat(broken.length), fc.nat(3), fc.string({ maxLength: 3 }));
  fc.assert(
    fc.property(damage, ([at, length, inserted]) => {
      const files = withClauses(broken.slice(0, at) + inserted + broken.slice(at + length));
      const isYaml = (each: readonly SourceFile[]): boolean =>
        !compilePolicy(each).diagnostics.some(({ code }) => code.startsWith('yaml/'));
      const once = fixPolicy(files);
      const after = files.map((file) => once.files.find(({ path }) => path === file.path) ?? file);

      expect(fixPolicy(after).mended).toEqual([]);
      expect(isYaml(after)).toBe(isYaml(files));
    }),
    { numRuns: 200 },
  );
});

test('the diff shows the lines that changed and no others', () => {
  expect(lineDiff('policy/a.yaml', 'a\nb\nc\n', 'a\nB\nc\n')).toBe(
    '--- a/policy/a.yaml\n+++ b/policy/a.yaml\n@@ -2 +2 @@\n-b\n+B\n',
  );
  expect(lineDiff('a', 'same\n', 'same\n')).toBe('');
});
