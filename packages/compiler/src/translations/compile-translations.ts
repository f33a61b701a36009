import { diagnostic, sortDiagnostics, type Diagnostic, type Span } from '@troth/diagnostics';
import type { Document, SourceFile } from '@troth/language';
import type { CompiledPolicy, Section } from '../compiled-policy.ts';
import { meantBy } from '../meant-by.ts';
import { sourceWords } from './source-words.ts';
import { translateClause } from './translate-clause.ts';
import type { TranslatedClause, TranslatedWord, Translation } from './translation.ts';
import { readTranslation, type RawTranslation } from './translation-files.ts';
import { wordingOfTitle } from './wording.ts';

/**
 * Reads `translations/LANGUAGE.yaml` against the policy of the same folder. A sentence that was
 * translated from another wording is stale: reported, and left out. A file with an error gives no
 * translation at all.
 * @param languages those the page has words in
 */
export function compileTranslations(
  policy: CompiledPolicy,
  files: readonly SourceFile[],
  languages: readonly string[],
): { readonly translations: readonly Translation[]; readonly diagnostics: readonly Diagnostic[] } {
  const read = translationFiles(files).map((file) => compileOne(policy, file, languages));
  return {
    translations: read.flatMap(({ translation }) => (translation ? [translation] : [])),
    diagnostics: sortDiagnostics(read.flatMap(({ diagnostics }) => diagnostics)),
  };
}

function translationFiles(files: readonly SourceFile[]): readonly SourceFile[] {
  const roots = files
    .filter(({ path }) => /(?:^|\/)policy\.yaml$/.test(path))
    .map(({ path }) => path.slice(0, -'policy.yaml'.length))
    .toSorted((a, b) => a.length - b.length);
  const folder = `${roots[0] ?? ''}translations/`;
  return files.filter(({ path }) => path.startsWith(folder) && /\.ya?ml$/.test(path));
}

interface Read {
  readonly translation?: Translation;
  readonly diagnostics: readonly Diagnostic[];
}

function compileOne(policy: CompiledPolicy, file: SourceFile, languages: readonly string[]): Read {
  const language = /\/?translations\/([^/]+)\.yaml$/.exec(file.path)?.[1];
  if (language === undefined || !languages.includes(language)) {
    const known = languages.map((each) => `\`${each}.yaml\``).join(', ');
    const top = { file: file.path, line: 1, column: 1 };
    return {
      diagnostics: [
        diagnostic(
          'translation/unknown-language',
          top,
          `the page has no words for \`${language ?? file.path}\``,
          { help: `call the file after a language of the page: ${known}` },
        ),
      ],
    };
  }
  const { document, diagnostics: ofShape } = readTranslation(file);
  if (document === undefined) return { diagnostics: ofShape };
  const diagnostics: Diagnostic[] = [...ofShape];
  const context: Context = {
    policy,
    document,
    report: (found) => void diagnostics.push(found),
  };
  const words = translatedWords(context);
  const translation: Translation = {
    language,
    policy: policy.hash,
    note: document.value.note.replaceAll(/\s+/g, ' ').trim(),
    sections: translatedSections(context),
    clauses: translatedClauses(context, words),
    words,
  };
  const isSound = diagnostics.every(({ severity }) => severity !== 'error');
  return { ...(isSound && { translation }), diagnostics };
}

interface Context {
  readonly policy: CompiledPolicy;
  readonly document: Document<RawTranslation>;
  readonly report: (found: Diagnostic) => void;
}

function translatedSections({ policy, document, report }: Context): Translation['sections'] {
  const entries = new Map<string, { readonly title: string } | undefined>();
  for (const [index, { id, of, title }] of (document.value.sections ?? []).entries()) {
    const at = document.at('sections', index, 'id');
    const section = policy.sections.find((each) => each.id === id);
    if (entries.has(id)) report(twice(id, at));
    else if (section?.title === undefined) {
      report(diagnostic('policy/unknown-section', at, `\`${id}\` is no section with a heading`));
    } else {
      const current = wordingOfTitle(section.title);
      entries.set(id, of === current ? { title } : undefined);
      const place = document.at('sections', index, 'of');
      if (of !== current) report(stale(`heading \`${section.title}\``, current, place));
    }
  }
  for (const section of policy.sections.filter(isUntranslated(entries))) {
    report(missing(`heading \`${section.title ?? ''}\``, document.keyAt('sections')));
  }
  return [...entries].flatMap(([id, entry]) => (entry ? [{ id, title: entry.title }] : []));
}

function isUntranslated(entries: ReadonlyMap<string, unknown>): (section: Section) => boolean {
  return ({ id, title }) => title !== undefined && !entries.has(id);
}

function translatedClauses(
  { policy, document, report }: Context,
  words: readonly TranslatedWord[],
): readonly TranslatedClause[] {
  const byId = new Map(
    policy.clauses.flatMap((clause) =>
      [...clause.formerly, clause.id].map((id) => [id, clause] as const),
    ),
  );
  const vendors = vendorNames(policy, words);
  const seen = new Set<string>();
  const translated = document.value.clauses.flatMap((raw, index) => {
    const at = document.at('clauses', index, 'id');
    const clause = byId.get(raw.id);
    if (clause === undefined) {
      const message = `there is no clause \`${raw.id}\``;
      report(diagnostic('policy/unknown-clause', at, message, meantBy(raw.id, byId.keys(), at)));
      return [];
    }
    if (seen.has(clause.id)) {
      report(twice(clause.id, at));
      return [];
    }
    seen.add(clause.id);
    const place = (key: string): Span => document.at('clauses', index, key);
    const { translation, diagnostics } = translateClause(clause, raw, vendors, place);
    diagnostics.forEach(report);
    return translation ? [translation] : [];
  });
  for (const { id } of policy.clauses.filter((clause) => !seen.has(clause.id))) {
    report(missing(`clause \`${id}\``, document.keyAt('clauses')));
  }
  return translated;
}

/** Recipients by either name: neither may stand in a sentence unbound. */
function vendorNames(
  { vocabulary }: CompiledPolicy,
  words: readonly TranslatedWord[],
): readonly string[] {
  const names = vocabulary.recipients.map(({ name }) => name);
  const here = words.filter(({ word }) => names.includes(word)).map(({ as }) => as);
  return [...new Set([...names, ...here])];
}

function translatedWords({ policy, document, report }: Context): readonly TranslatedWord[] {
  const wanted = sourceWords(policy);
  const words = document.value.words ?? [];
  const seen = new Set<string>();
  for (const [index, { word }] of words.entries()) {
    const at = document.at('words', index, 'word');
    if (seen.has(word)) report(twice(word, at));
    seen.add(word);
    if (!wanted.has(word)) {
      const message = `the policy no longer says \`${word}\` in a list or as a name`;
      report(diagnostic('translation/stale', at, message, { help: 'delete the entry' }));
    }
  }
  for (const word of wanted) {
    if (!seen.has(word)) report(missing(`word \`${word}\``, document.keyAt('words')));
  }
  return words.filter(({ word }) => wanted.has(word));
}

function twice(id: string, at: Diagnostic['at']): Diagnostic {
  return diagnostic('policy/duplicate-id', at, `\`${id}\` is translated twice`);
}

function stale(what: string, current: string, at: Diagnostic['at']): Diagnostic {
  return diagnostic('translation/stale', at, `the ${what} was changed after it was translated`, {
    help: `translate it as it stands now, and write \`of: "${current}"\``,
  });
}

function missing(what: string, at: Diagnostic['at']): Diagnostic {
  return diagnostic('translation/missing', at, `the ${what} is not translated`);
}
