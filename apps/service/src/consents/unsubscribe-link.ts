import type { Pseudonyms } from '../runtime/pseudonyms.ts';

/** What a link stands for: whose mail, and which purpose. */
export interface LinkedChoice {
  /** Pseudonym: the link tells nobody who it is about. */
  readonly subjectRef: string;
  readonly purpose: string;
}

/**
 * The part of a link that names a choice and proves that we made it. It works without sign-in and
 * without an end, since a mail may be opened years later (RFC 8058, section 3.1; 15 USC 7704(a)(3)).
 */
export function sealChoice({ subjectRef, purpose }: LinkedChoice, pseudonyms: Pseudonyms): string {
  const payload = Buffer.from(JSON.stringify([subjectRef, purpose]), 'utf8').toString('base64url');
  return `${payload}.${pseudonyms.seal(payload)}`;
}

/** @returns `undefined` for a link that this installation did not make */
export function openChoice(token: string, pseudonyms: Pseudonyms): LinkedChoice | undefined {
  const [payload = '', mac = '', ...more] = token.split('.');
  if (more.length > 0 || !pseudonyms.isSeal(payload, mac)) return undefined;
  const choice: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const parts: readonly unknown[] = Array.isArray(choice) ? choice : [];
  const [subjectRef, purpose] = parts;
  return typeof subjectRef === 'string' && typeof purpose === 'string'
    ? { subjectRef, purpose }
    : undefined;
}
