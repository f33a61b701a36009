import type {
  CompiledClause,
  CompiledPolicy,
  Section,
  Segment,
  Translation,
  Vocabulary,
} from '@troth/compiler';
import type { Words } from './words/words.ts';

/** A policy in one language, with what still stands in the language it was written in. */
export interface Edition {
  /** Texts and names in this language where there are any; rules, ids and hash as they are. */
  readonly policy: CompiledPolicy;
  readonly words: Words;
  /** Absent where the policy was written in this language. */
  readonly translated?: Translated;
  /** Languages of the page set, this one among them. */
  readonly languages: readonly Words[];
}

export interface Translated {
  /** What the reader is told of this text. */
  readonly note: string;
  /** Words of the language that binds. */
  readonly source: Words;
  /** Clauses and sections that nobody has translated as they stand. */
  readonly untranslated: ReadonlySet<string>;
}

/** The policy as it was written. */
export function originalEdition(
  policy: CompiledPolicy,
  words: Words,
  languages: readonly Words[] = [words],
): Edition {
  return { policy, words, languages };
}

/**
 * The policy in another language. A clause without a translation keeps its own sentence.
 * @throws Error for a translation of another version: its values would be old ones
 */
export function translatedEdition(
  policy: CompiledPolicy,
  translation: Translation,
  words: Words,
  languages: readonly Words[],
): Edition {
  const [source] = languages;
  if (source === undefined) throw new Error('a translation needs the language it is made from');
  if (translation.policy !== policy.hash)
    throw new Error(`the translation \`${translation.language}\` belongs to another version`);
  const clauses = new Map(translation.clauses.map((clause) => [clause.id, clause]));
  const titles = new Map(translation.sections.map(({ id, title }) => [id, title]));
  const names = new Map(translation.words.map(({ word, as }) => [word, as]));
  const name: Namer = (word) => names.get(word) ?? word;
  const untranslated = new Set([
    ...policy.clauses.map(({ id }) => id).filter((id) => !clauses.has(id)),
    ...policy.sections
      .filter(({ id, title }) => title !== undefined && !titles.has(id))
      .map(({ id }) => sectionKey(id)),
  ]);
  return {
    policy: {
      ...policy,
      vocabulary: named(policy.vocabulary, name),
      sections: policy.sections.map((section) => ({ ...section, ...titleOf(section, titles) })),
      clauses: policy.clauses.map((clause) => translatedClause(clause, clauses, name)),
    },
    words,
    languages,
    translated: { note: translation.note, source, untranslated },
  };
}

/** The words a clause is written in: those of the page, or of the source where it is not translated. */
export function wordsOf({ words, translated }: Edition, clause: string): Words {
  return translated?.untranslated.has(clause) === true ? translated.source : words;
}

/** The words a heading is written in. */
export function wordsOfHeading(edition: Edition, section: string): Words {
  return wordsOf(edition, sectionKey(section));
}

/** Sections and clauses may share an id. */
function sectionKey(section: string): string {
  return `section ${section}`;
}

type Namer = (word: string) => string;

function titleOf(section: Section, titles: ReadonlyMap<string, string>): { title?: string } {
  const title = titles.get(section.id) ?? section.title;
  return title === undefined ? {} : { title };
}

function translatedClause(
  clause: CompiledClause,
  translations: ReadonlyMap<string, Pick<CompiledClause, 'lead' | 'text' | 'summary'>>,
  name: Namer,
): CompiledClause {
  const translation = translations.get(clause.id);
  if (translation === undefined) return clause;
  const { lead, text, summary } = translation;
  return {
    ...clause,
    ...(lead && { lead: namedItems(lead, name) }),
    text: namedItems(text, name),
    ...(summary && { summary: namedItems(summary, name) }),
  };
}

function namedItems(segments: readonly Segment[], name: Namer): readonly Segment[] {
  return segments.map((segment) =>
    segment.kind === 'binding' && segment.value.type === 'list'
      ? { ...segment, value: { ...segment.value, items: segment.value.items.map(name) } }
      : segment,
  );
}

function named(vocabulary: Vocabulary, name: Namer): Vocabulary {
  const each = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
    list.map((entry) => ({ ...entry, name: name(entry.name) }));
  return {
    categories: each(vocabulary.categories),
    purposes: each(vocabulary.purposes),
    recipients: each(vocabulary.recipients).map((recipient) => ({
      ...recipient,
      ...(recipient.service !== undefined && { service: name(recipient.service) }),
    })),
    events: each(vocabulary.events),
    regions: each(vocabulary.regions),
    obligations: each(vocabulary.obligations),
  };
}
