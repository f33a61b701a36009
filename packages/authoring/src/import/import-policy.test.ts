import { compilePolicy, type CompiledPolicy } from '@troth/compiler';
import { plainText } from '@troth/page';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { letters, textOfHtml, textOfMarkdown, textOfPlain } from '../testing/expected-text.ts';
import { documents } from '../testing/documents.ts';
import { importPolicy, type Imported, type ImportFormat } from './import-policy.ts';

const given = { path: '/privacy', todo: '2027-01-01' } as const;
const complete = { ...given, name: 'Example, Inc.', email: 'a@example.com', date: '2026-01-01' };

function sample(name: string): string {
  return readFileSync(new URL(`../testing/fixtures/${name}`, import.meta.url), 'utf8');
}

function published(): string {
  const path = new URL('../../../../policy/published/2026-03-01.txt', import.meta.url);
  return readFileSync(path, 'utf8');
}

function policyOf(imported: Imported): CompiledPolicy {
  if (imported.kind === 'refused') throw new Error(imported.problem);
  const { policy, diagnostics } = compilePolicy(imported.files);
  if (!policy) throw new Error(JSON.stringify(diagnostics));
  return policy;
}

function sentences(format: ImportFormat, text: string): readonly string[] {
  return plainText(policyOf(importPolicy({ ...complete, format, text }))).split('\n');
}

test.each([
  ['the published policy of this repository', 'text', published(), textOfPlain],
  ['a text file with wrapped lines', 'text', sample('harbour.txt'), textOfPlain],
  ['a Markdown file with lists and a table', 'markdown', sample('northwind.md'), textOfMarkdown],
] as const)('%s comes back word for word', (_what, format, text, expected) => {
  const policy = policyOf(importPolicy({ ...given, format, text }));

  expect(letters(plainText(policy))).toBe(letters(expected(text)));
});

test('an HTML page comes back word for word, with the numbers that the browser writes before items', () => {
  const text = sample('lumen.html');

  const policy = policyOf(importPolicy({ ...given, format: 'html', text }));

  const numbered = textOfHtml(text)
    .replace('Nordlicht', '1. Nordlicht')
    .replace('Postvogel', '2. Postvogel')
    .replace('The partners named', '3. The partners named')
    .replace(/Brightside Inc\.,/, 'a. Brightside Inc.,')
    .replace('two networks', 'b. two networks');
  expect(letters(plainText(policy))).toBe(letters(numbered));
});

test('each sample is large: about sixty sentences, each a clause of its own', () => {
  const counts = [
    policyOf(importPolicy({ ...given, format: 'markdown', text: sample('northwind.md') })),
    policyOf(importPolicy({ ...given, format: 'html', text: sample('lumen.html') })),
  ].map(({ clauses }) => clauses.length);

  expect(Math.min(...counts)).toBeGreaterThanOrEqual(60);
});

test('the page of this repository is proposed with its own headings and lead-ins', () => {
  const policy = policyOf(importPolicy({ ...given, format: 'text', text: published() }));

  expect(policy.sections.map(({ title }) => title)).toEqual([
    undefined,
    'Information We Collect',
    'How We Use Your Data',
    'Data Retention',
    'Data Sharing',
    'Security',
    'Your Rights',
    'Contact',
  ]);
  expect(policy.clauses.filter(({ lead }) => lead).map(({ id }) => id)).toEqual([
    'about.last-updated',
    'information-we-collect.account-information',
    'information-we-collect.usage-data',
    'information-we-collect.payment-information',
    'information-we-collect.device-browser-data',
    'how-we-use-your-data.operate-platform',
    'how-we-use-your-data.improve-product',
    'how-we-use-your-data.communicate',
    'how-we-use-your-data.ensure-security',
  ]);
});

test('every clause of an import is a gap until it has its rule', () => {
  const policy = policyOf(importPolicy({ ...given, format: 'html', text: sample('lumen.html') }));

  expect(policy.clauses.filter(({ todo }) => todo !== '2027-01-01')).toEqual([]);
  expect(policy.clauses.flatMap(({ rules }) => rules)).toEqual([]);
});

test('a row of a table is one clause, its first cell the lead-in', () => {
  expect(sentences('markdown', '# P\n\n|a|b|\n|-|-|\n|Names|Support|\n')).toEqual([
    'P',
    'a b',
    'Names Support',
  ]);
});

test('sentences of a paragraph stay one paragraph, items of a list do not', () => {
  expect(sentences('markdown', 'One. Two.\n\n- Three.\n- Four. Five.\n')).toEqual([
    'One. Two.',
    'Three.',
    'Four. Five.',
  ]);
});

test('a heading with nothing below it is not lost', () => {
  expect(sentences('markdown', '# P\n\n## Empty\n\n## Full\n\nText.\n\n## Last\n')).toEqual([
    'P',
    'Empty',
    'Full',
    'Text.',
    'Last',
  ]);
});

test('who speaks, where to ask and since when are taken from the text', () => {
  const policy = policyOf(
    importPolicy({ ...given, format: 'markdown', text: sample('northwind.md') }),
  );

  expect(policy.controller).toEqual({
    name: 'Northwind Traders, Inc.',
    shortName: 'Northwind Traders',
    aliases: ['Northwind', 'we', 'us'],
  });
  expect(policy.contact.email).toBe('privacy@northwind.example');
  expect(policy.version.published).toBe('2026-01-12');
});

test.each([
  ['nothing at all', ' \n\t', 'the file holds no text'],
  ['a text of nobody', 'We keep data.', 'the text does not say whose it is: give --name'],
  [
    'a text without an address',
    'Example, Inc. keeps data.',
    'the text names no address to write to: give --email',
  ],
  [
    'a text without a date',
    'Example, Inc. keeps data. Write to a@example.com.',
    'the text does not say since when: give --date',
  ],
])('%s is refused, and the message says what to give', (_what, text, problem) => {
  expect(importPolicy({ ...given, format: 'text', text })).toEqual({ kind: 'refused', problem });
});

test('double braces are refused: the language would read a binding', () => {
  const imported = importPolicy({ ...complete, format: 'text', text: 'Ask {{ company }}.' });

  expect(imported).toEqual({
    kind: 'refused',
    problem: '`Ask {{ company }}.` holds double braces, which the language reads as a binding',
  });
});

test.each([
  ['html', '<div>'.repeat(100_000) + 'x'],
  ['html', '<b>'.repeat(20_000) + 'x'],
  ['html', '<table>'.repeat(5_000) + 'x'],
  ['markdown', '>'.repeat(50_000) + ' x'],
  ['markdown', '- '.repeat(50_000) + 'x'],
  ['markdown', '['.repeat(20_000) + 'x'],
  ['markdown', '*a **b '.repeat(5_000)],
  ['markdown', '`'.repeat(30_000) + 'x'],
  ['text', '('.repeat(100_000)],
  ['text', 'A. '.repeat(30_000)],
  ['text', 'Inc. '.repeat(50_000)],
  ['text', 'a\n'.repeat(30_000)],
] as const)('nasty %s is read or refused, and soon', (format, text) => {
  const imported = importPolicy({ ...complete, format, text });

  expect(['imported', 'refused']).toContain(imported.kind);
});

const formats = fc.constantFrom<ImportFormat>('markdown', 'html', 'text');
test('no input throws, and what is imported compiles and says what was read', () => {
  fc.assert(
    fc.property(formats, documents, (format, text) => {
      const imported = importPolicy({ ...complete, format, text });
      if (imported.kind === 'refused') return;
      expect(letters(plainText(policyOf(imported)))).toBe(letters(imported.text));
    }),
    { numRuns: 2000 },
  );
});

test('no character of a plain text is lost but those that cannot be seen', () => {
  const underline = /^\s*(?:={3,}|-{3,}|_{3,}|~{3,})\s*$/m;
  fc.assert(
    fc.property(documents, (text) => {
      fc.pre(!underline.test(text.replaceAll(/[\r\u2028\u2029]/g, '\n')));
      const imported = importPolicy({ ...complete, format: 'text', text });
      if (imported.kind === 'refused') return;
      const visible = text.toWellFormed().replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, '');
      expect(letters(imported.text)).toBe(letters(visible));
    }),
    { numRuns: 1000 },
  );
});

test('a sentence added in front changes no id of the others', () => {
  const ids = (text: string): readonly string[] =>
    policyOf(importPolicy({ ...complete, format: 'text', text })).clauses.map(({ id }) => id);
  const before = ids('We keep names. We never sell orders. We answer letters.');

  const after = ids('Welcome to our shop. We keep names. We never sell orders. We answer letters.');

  expect(before).toEqual(['about.keep-names', 'about.never-sell-orders', 'about.answer-letters']);
  expect(after.slice(1)).toEqual(before);
});

test('no id holds a number that its rule may change', () => {
  const policy = policyOf(importPolicy({ ...given, format: 'html', text: sample('lumen.html') }));

  expect(policy.clauses.map(({ id }) => id).filter((id) => /[.-]\d/.test(id))).toEqual([]);
});

test('a line of a wrapped paragraph is no heading, a short line above one is', () => {
  const policy = policyOf(importPolicy({ ...given, format: 'text', text: sample('harbour.txt') }));

  expect(policy.sections.map(({ title }) => title)).toEqual([
    undefined,
    '1. Data we hold',
    '2. Sharing',
    '3. Security',
    'Contact us',
  ]);
});
