import type { SubjectWord as WordRow } from '../generated/client.ts';
import type { RecordedRow } from '../subjects/subject-words.repository.ts';

/** All that is recorded of a subject's choices, as an answer shows it. */
export interface Preferences {
  /** Pseudonym. */
  readonly subject: string;
  readonly optOuts: readonly string[];
  readonly consents: readonly string[];
  readonly restricted: boolean;
  readonly acceptedPolicy?: string;
  /** Every word, in the order of its own time. */
  readonly history: readonly Word[];
}

interface Word {
  readonly about: string;
  readonly object?: string;
  readonly word: string;
  readonly source: string;
  readonly at: string;
  readonly recordedAt: string;
}

export function preferencesOf(
  subject: string,
  recorded: RecordedRow | undefined,
  history: readonly WordRow[],
): Preferences {
  const { optOuts = [], consents = [], restricted = false, acceptedPolicy } = recorded ?? {};
  return {
    subject,
    optOuts,
    consents,
    restricted,
    ...(typeof acceptedPolicy === 'string' && { acceptedPolicy }),
    history: history.map(wordOf),
  };
}

function wordOf({ about, object, word, source, at, recordedAt }: WordRow): Word {
  return {
    about,
    ...(object !== null && { object }),
    word,
    source,
    at: at.toISOString(),
    recordedAt: recordedAt.toISOString(),
  };
}
