import type { CompiledPolicy } from '@troth/compiler';
import { changesPage } from './changes-page.ts';
import { originalEdition, translatedEdition, type Edition } from './edition.ts';
import { machineCopy } from './machine-copy.ts';
import { pageDocument } from './page-document.ts';
import type { PageFile } from './page-file.ts';
import type { PageOptions } from './page-options.ts';
import { styleSheet } from './style-sheet.ts';
import { wordsFor } from './words/words.ts';

/**
 * The page set: `index.html`, the same page under its language, a page for each translation, what
 * changed since each earlier version, the machine copy and the style sheet.
 * @throws RangeError for a language the page has no words in
 */
export function renderPage(policy: CompiledPolicy, options: PageOptions = {}): readonly PageFile[] {
  const words = wordsFor(options.language ?? 'en');
  const translations = options.translations ?? [];
  const languages = [words, ...translations.map(({ language }) => wordsFor(language))];
  const original = originalEdition(policy, words, languages);
  const page = (edition: Edition, base: string): string => pageDocument(edition, base, options);
  return [
    { path: 'index.html', text: page(original, options.base ?? '') },
    { path: `${words.language}/index.html`, text: page(original, options.base ?? '../') },
    ...translations.map((translation) => ({
      path: `${translation.language}/index.html`,
      text: page(
        translatedEdition(policy, translation, wordsFor(translation.language), languages),
        options.base ?? '../',
      ),
    })),
    ...(options.earlier ?? []).map((earlier) =>
      changesPage(earlier.policy, policy, earlier.changes, options),
    ),
    { path: 'privacy.json', text: machineCopy(policy, words) },
    { path: 'style.css', text: styleSheet(policy) },
  ];
}
