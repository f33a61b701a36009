import { listOf } from './bound-value.ts';
import type { BoundValue } from './compiled-policy.ts';
import type { Recipient, Vocabulary } from './vocabulary.ts';

/** Where recipients process, each place once: the name of the region that is this country alone, else its code. */
export function placesOf(ids: readonly string[], vocabulary: Vocabulary): BoundValue {
  return listOfKnown(
    known(ids, vocabulary).map(({ country }) => country && placeOf(country, vocabulary)),
  );
}

/** The transfer safeguards on file for recipients, each once. */
export function safeguardsOf(ids: readonly string[], vocabulary: Vocabulary): BoundValue {
  return listOfKnown(
    known(ids, vocabulary).map(({ transfer }) => transfer?.mechanism.replaceAll('-', ' ')),
  );
}

/** What recipients do for the company, each service once. */
export function servicesOf(ids: readonly string[], vocabulary: Vocabulary): BoundValue {
  return listOfKnown(known(ids, vocabulary).map(({ service }) => service));
}

function placeOf(country: string, { regions }: Vocabulary): string {
  const alone = regions.find(
    ({ countries: [only, ...others] }) => only === country && others.length === 0,
  );
  return alone?.name ?? country;
}

function known(ids: readonly string[], { recipients }: Vocabulary): readonly Recipient[] {
  return ids.flatMap((id) => recipients.find((each) => each.id === id) ?? []);
}

function listOfKnown(texts: readonly (string | undefined)[]): BoundValue {
  return listOf([...new Set(texts.filter((text) => text !== undefined))]);
}
