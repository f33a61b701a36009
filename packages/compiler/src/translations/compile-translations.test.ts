import { expect, test } from 'vitest';
import { compilePolicy } from '../compile.ts';
import { proseOf } from '../sentence.ts';
import { withClauses } from '../testing/minimal-policy.ts';
import { mutated, numbersFrom } from '../testing/mutated-files.ts';
import { compileTranslations } from './compile-translations.ts';
import { wordingOf } from './wording.ts';

const CLAUSES = `  - id: retention.runs
    text: When you delete a run, it is gone within {{ erase.within }}.
    summary: Gone within {{ erase.within }}.
    formerly: [retention.old-runs]
    erase: { data: [runs], after: item.deleted, within: 30 days }
  - { id: about.scope, text: This is for you., informational: true, because: It is the scope. }`;

const ENTRY = `  - id: retention.runs
    of: "${ofRuns()}"
    text: Gelöschte Läufe sind spätestens {{ erase.within }} danach weg.
    summary: Weg nach {{ erase.within }}.`;

function ofRuns(clauses: string = CLAUSES): string {
  const clause = compilePolicy(withClauses(clauses)).policy?.clauses[0];
  return clause === undefined ? '' : wordingOf(clause);
}

function translate(
  entries: string,
  clauses: string = CLAUSES,
  path: string = 'p/translations/de.yaml',
): ReturnType<typeof compileTranslations> {
  const text = `note: Nur ein Muster.\nclauses:\n${entries}\n`;
  const files = [...withClauses(clauses), { path, text }];
  const { policy } = compilePolicy(files);
  if (policy === undefined) throw new Error('the source policy compiles');
  return compileTranslations(policy, files, ['de']);
}

/** Of sentences; that names have no translation here is another matter. */
function problems(entries: string, clauses?: string): readonly string[] {
  return translate(entries, clauses)
    .diagnostics.filter(({ message }) => !message.startsWith('the word'))
    .map(
      ({ at, severity, code, message }) => `${at.line}:${at.column} ${severity} ${code} ${message}`,
    );
}

test('a translated sentence says the value of the rule, whatever it is today', () => {
  const today = CLAUSES.replace('30 days', '7 days');

  const [translation] = translate(ENTRY, today).translations;

  expect(translation?.clauses.map(({ id, text }) => [id, proseOf(text)])).toEqual([
    ['retention.runs', 'Gelöschte Läufe sind spätestens 7 days danach weg.'],
  ]);
});

test('a sentence nobody has translated is a warning, and not in the translation', () => {
  expect(problems(ENTRY)).toEqual([
    '2:1 warning translation/missing the clause `about.scope` is not translated',
  ]);
});

test('a sentence that was changed is stale, its old translation is dropped, and the help says what to type', () => {
  const changed = CLAUSES.replace('it is gone', 'it is erased');

  const { translations, diagnostics } = translate(ENTRY, changed);

  const stale = diagnostics.find(({ code }) => code === 'translation/stale');
  expect(translations[0]?.clauses).toEqual([]);
  expect(stale).toMatchObject({
    severity: 'warning',
    at: { file: 'p/translations/de.yaml', line: 4, column: 9 },
    message: '`retention.runs` was changed after it was translated',
    help: `translate it as it stands now, and write \`of: "${ofRuns(changed)}"\``,
  });
});

test('another layout of the same sentence is the same wording', () => {
  const folded = CLAUSES.replace(
    'text: When you delete a run, it',
    'text: >-\n      When you delete a run,\n      it',
  );

  expect(ofRuns(folded)).toBe(ofRuns());
});

test('a renamed clause keeps its translation', () => {
  expect(problems(ENTRY.replace('retention.runs', 'retention.old-runs'))).toEqual([
    '2:1 warning translation/missing the clause `about.scope` is not translated',
  ]);
});

test.each([
  [
    'an id that no clause has',
    `${ENTRY}\n  - { id: about.scop, of: "x", text: Für Sie. }`,
    '7:11 error policy/unknown-clause there is no clause `about.scop`',
  ],
  [
    'one clause translated twice',
    `${ENTRY}\n${ENTRY}`,
    '7:9 error policy/duplicate-id `retention.runs` is translated twice',
  ],
  [
    'a binding that the sentence has not',
    ENTRY.replace('text: Gelöschte', 'text: "{{ erase.after }} Gelöschte').replace(
      'weg.\n',
      'weg."\n',
    ),
    '5:11 error binding/unknown `{{ erase.after }}` leads to nothing here',
  ],
  [
    'a sentence that leaves its value out',
    ENTRY.replace('spätestens {{ erase.within }} danach ', 'bald '),
    '5:11 error translation/lost-binding `retention.runs` says `{{ erase.within }}`, and its translation does not',
  ],
  [
    'a duration in German words',
    ENTRY.replace('danach', 'danach, nach dreißig Tagen,'),
    '5:11 error binding/unbound-literal `dreißig Tagen` is a duration that nothing binds',
  ],
  [
    'a German date',
    ENTRY.replace('danach', 'danach, ab 1. März 2026,'),
    '5:11 error binding/unbound-literal `1. März 2026` is a date that nothing binds',
  ],
  [
    'a vendor',
    ENTRY.replace('weg.', 'weg, auch bei Paywise.'),
    '5:11 error binding/unbound-literal `Paywise` is a recipient that nothing binds',
  ],
  [
    'a lead-in that the clause has not',
    ENTRY.replace('    text:', '    lead: "Kurz:"\n    text:'),
    '5:11 error translation/extra-part `retention.runs` has no `lead` to translate',
  ],
])('%s is an error, and the file gives no translation', (_what, entries, wanted) => {
  expect(problems(entries)).toContain(wanted);
  expect(translate(entries).translations).toEqual([]);
});

test('a summary without a translation is named, and the clause counts as not translated', () => {
  const entry = ENTRY.replace(/\n {4}summary.*/, '');

  expect(problems(entry)).toContain(
    '3:9 warning translation/missing the `summary` of `retention.runs` is not translated',
  );
  expect(translate(entry).translations[0]?.clauses).toEqual([]);
});

test('a heading is stale when it changes, and a word when the policy no longer says it', () => {
  const files = withClauses(CLAUSES).map(({ path, text }) => ({
    path,
    text: path === 'p/clauses/all.yaml' ? `title: Keeping\n${text}` : text,
  }));
  const text = `note: Muster.
sections:
  - { id: all, of: "000000000000", title: Aufbewahren }
clauses:
${ENTRY}
words:
  - { word: Paywise, as: Paywise }
  - { word: lemons, as: Zitronen }
`;
  const { policy } = compilePolicy(files);
  if (policy === undefined) throw new Error('the source policy compiles');

  const { diagnostics, translations } = compileTranslations(
    policy,
    [...files, { path: 'p/translations/de.yaml', text }],
    ['de'],
  );

  expect(
    diagnostics
      .filter(({ code }) => code === 'translation/stale')
      .map(({ at, message }) => `${at.line}:${at.column} ${message}`),
  ).toEqual([
    '3:20 the heading `Keeping` was changed after it was translated',
    '11:13 the policy no longer says `lemons` in a list or as a name',
  ]);
  expect(translations[0]?.sections).toEqual([]);
  expect(translations[0]?.words).toEqual([{ word: 'Paywise', as: 'Paywise' }]);
});

test('a language that the page has no words in is named with those it has', () => {
  const { translations, diagnostics } = translate(ENTRY, CLAUSES, 'p/translations/tlh.yaml');

  expect(translations).toEqual([]);
  expect(diagnostics).toMatchObject([
    {
      code: 'translation/unknown-language',
      message: 'the page has no words for `tlh`',
      help: 'call the file after a language of the page: `de.yaml`',
    },
  ]);
});

test('a translation changes nothing about the legal version', () => {
  const plain = compilePolicy(withClauses(CLAUSES)).policy?.hash;

  expect(translate(ENTRY).translations[0]?.policy).toBe(plain);
});

test('a damaged file gives the old values to nobody: a reason, or the values of the rule', () => {
  const next = numbersFrom(7);
  const files = withClauses(CLAUSES);
  const { policy } = compilePolicy(files);
  if (policy === undefined) throw new Error('the source policy compiles');
  const sound = { path: 'p/translations/de.yaml', text: `note: Muster.\nclauses:\n${ENTRY}\n` };
  const values = JSON.stringify(policy.clauses[0]?.text.filter(({ kind }) => kind === 'binding'));

  for (let input = 0; input < 1000; input += 1) {
    const [settings] = files;
    const damaged = [...(settings ? [settings] : []), ...mutated([sound], next)];
    const { translations, diagnostics } = compileTranslations(policy, damaged, ['de']);

    const said = translations.flatMap(({ clauses }) =>
      clauses.map(({ text }) => JSON.stringify(text.filter(({ kind }) => kind === 'binding'))),
    );
    expect(translations.length > 0 || diagnostics.some(isError)).toBe(true);
    expect(new Set([...said, values])).toEqual(new Set([values]));
  }
});

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === 'error';
}
