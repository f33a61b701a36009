import type { CompiledPolicy } from '@troth/compiler';
import type { Traces } from '../traces.ts';

const EMAIL = /[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}/iu;
const DIGITS = /(?:\d[ -]?){13,19}/gu;

/** What leaves, as far as it can be read. */
export interface Content {
  readonly text: string;
  /** A file of somebody's: whatever looks like an address or a number there says nothing. */
  readonly isFile: boolean;
}

/**
 * Categories of the personal data that stands in a text: values that this work has met, addresses
 * and card numbers by their look. What is encrypted or split is not seen.
 */
export function categoriesIn(
  { text, isFile }: Content,
  { vocabulary }: Pick<CompiledPolicy, 'vocabulary'>,
  traces: Traces | undefined,
): ReadonlySet<string> {
  const forms = readings(text);
  const found = new Set<string>();
  for (const form of forms) {
    for (const id of traces?.categoriesIn(form) ?? []) found.add(id);
  }
  if (isFile) return found;
  const byTerm = (term: string): readonly string[] =>
    vocabulary.categories.filter(({ dpv }) => dpv === term).map(({ id }) => id);
  if (forms.some((form) => EMAIL.test(form))) {
    for (const id of byTerm('pd:EmailAddress')) found.add(id);
  }
  if (forms.some(hasCardNumber)) {
    for (const id of byTerm('pd:PaymentCardNumber')) found.add(id);
  }
  return found;
}

/** The text as it is, and as it reads when the ways to write it in a form, a path or JSON are undone. */
function readings(text: string): readonly string[] {
  if (text === '') return [];
  const forms = [text];
  if (text.includes('%') || text.includes('+')) forms.push(percentDecoded(text));
  if (text.includes('\\'))
    forms.push(text.replaceAll(/\\u([0-9a-f]{4})/giu, fromHex).replaceAll('\\', ''));
  return forms;
}

function percentDecoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    // A stray per cent sign: each escape for itself, what is none stays.
    return spaced.replaceAll(/%([0-9a-f]{2})/giu, fromHex);
  }
}

function fromHex(_: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

/** ISO/IEC 7812-1 annex B: the check digit of Luhn. */
function hasCardNumber(text: string): boolean {
  return [...text.matchAll(DIGITS)].some(([match]) => {
    const digits = Array.from(match.replaceAll(/\D/gu, ''), Number);
    const sum = digits.toReversed().reduce((total, digit, index) => {
      const doubled = index % 2 === 1 ? digit * 2 : digit;
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
    return sum % 10 === 0 && new Set(digits).size > 1;
  });
}
