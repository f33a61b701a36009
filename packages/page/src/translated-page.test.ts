import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileTranslations, type CompiledPolicy, type Translation } from '@troth/compiler';
import { expect, test } from 'vitest';
import { renderPage } from './index.ts';
import { policyOf, publishedFiles, publishedPolicy } from './testing/published-policy.ts';

const path = 'policy/translations/de.yaml';
const german = readFileSync(join(import.meta.dirname, '../../../', path), 'utf8');

test('the sample is whole: every sentence, heading and name is translated as it stands', () => {
  const { diagnostics } = compileTranslations(publishedPolicy(), publishedFiles(), ['de']);

  expect(diagnostics).toEqual([]);
});

test('a page set has a page for each translation, and each page leads to the others', () => {
  const files = pagesOf(publishedPolicy());

  expect(files.map((file) => file.path)).toEqual([
    'index.html',
    'en/index.html',
    'de/index.html',
    'privacy.json',
    'style.css',
  ]);
  const page = files[2]?.text ?? '';
  expect(page).toContain('<html lang="de">');
  expect(page).toContain('<link rel="alternate" hreflang="en" href="../en/index.html">');
  expect(page).toContain('<link rel="alternate" hreflang="de" href="../de/index.html">');
  expect(page).toContain('<link rel="alternate" hreflang="x-default" href="../index.html">');
  expect(files[0]?.text).toContain('<a href="de/index.html" lang="de" hreflang="de">Deutsch</a>');
});

test('dates, durations and lists stand as German writes them', () => {
  const policy = publishedPolicy();
  const page = textOf(germanPage(policy));

  expect(page).toContain('Zuletzt aktualisiert: 1. März 2026');
  expect(page).toContain('wird er spätestens 30 Tage danach aus unserem Speicher entfernt.');
  expect(page).toContain(`(„${policy.controller.shortName}“, „wir“, „uns“)`);
  expect(page).toContain('(Cloud-Hosting, Zahlungsabwicklung, E-Mail-Versand)');
  expect(page).toContain('Gelöscht, sobald ein Konto geschlossen wird höchstens 90 Tage');
});

test('one edited value changes every language, and makes no translation stale', () => {
  const policy = edited('policy/clauses/retention.yaml', ['within: 30 days', 'within: 7 days']);

  const files = pagesOf(policy);

  const [english, , page] = files.map(({ text }) => textOf(text));
  expect(english).toContain('it is removed from our storage within 7 days.');
  expect(page).toContain('wird er spätestens 7 Tage danach');
  expect(page).not.toContain('30 Tage');
  expect(files[2]?.text).not.toContain('untranslated');
});

test('changed prose shows exactly that clause in English, with a note and its own values', () => {
  const policy = edited(
    'policy/clauses/retention.yaml',
    [
      'it is removed from our storage within {{ erase.within }}',
      'we remove it within {{ erase.within }}',
    ],
    ['within: 30 days', 'within: 14 days'],
  );

  const page = germanPage(policy);

  expect(page.match(/<span class="untranslated" lang="en">/g)).toHaveLength(1);
  expect(page).toContain(
    '<span class="untranslated" lang="en">When you delete a run or snapshot, we remove it within <time datetime="P14D">14 days</time>.</span> <span class="untranslated-note">(in der jetzigen Fassung noch nicht übersetzt)</span>',
  );
  expect(page).toContain(
    '<a href="#retention.deleted-items" lang="en">Deleted runs and snapshots are gone within 14 days.</a>',
  );
  expect(textOf(page)).not.toMatch(/30 (?:Tage|days)/);
});

test('a changed heading stands in English too, and is marked as English', () => {
  const page = germanPage(
    edited('policy/clauses/security.yaml', ['title: Security', 'title: Security of data']),
  );

  expect(page).toContain('<h2 id="security" lang="en">Security of data</h2>');
  expect(page).toContain('<a href="#security" lang="en">Security of data</a>');
});

test('the translation says that it is a sample, and nothing on its page claims to bind', () => {
  const page = germanPage(publishedPolicy());

  expect(textOf(page)).toContain('Dies ist eine Musterübersetzung und kein Rechtstext.');
  expect(page).not.toContain('data-policy-text');
});

test('a translation of another version is refused: its numbers would be old ones', () => {
  const translations = translationsOf(publishedPolicy());
  const policy = edited('policy/clauses/retention.yaml', ['within: 30 days', 'within: 7 days']);

  expect(() => renderPage(policy, { translations })).toThrow('belongs to another version');
});

type Change = readonly [before: string, after: string];

function edited(file: string, ...changes: readonly Change[]): CompiledPolicy {
  return policyOf(
    publishedFiles().map((each) =>
      each.path === file
        ? { ...each, text: changes.reduce((text, [from, to]) => text.replace(from, to), each.text) }
        : each,
    ),
  );
}

function translationsOf(policy: CompiledPolicy): readonly Translation[] {
  const files = [
    { path: 'policy/policy.yaml', text: '' },
    { path, text: german },
  ];
  return compileTranslations(policy, files, ['de']).translations;
}

function pagesOf(policy: CompiledPolicy): ReturnType<typeof renderPage> {
  return renderPage(policy, { translations: translationsOf(policy) });
}

function germanPage(policy: CompiledPolicy): string {
  return pagesOf(policy).find((file) => file.path === 'de/index.html')?.text ?? '';
}

/** Tags become nothing between words and white space folds. */
function textOf(page: string): string {
  return page
    .replaceAll(/<\/(?:td|th|p|li|h2)>/g, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ');
}
