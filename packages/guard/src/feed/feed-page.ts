import { signer } from '@troth/compiler';
import type { TrustedKeys } from '../trusted-keys.ts';

/** One page of the feed of subjects who are not like all others. */
export interface FeedPage {
  readonly format: 1;
  readonly kind: 'subjects';
  /** ISO 8601, UTC: as of when it is true. */
  readonly issuedAt: string;
  /** Changes when the service has lost its cursors, after a restore: the guard begins anew. */
  readonly epoch: string;
  /** The cursor that was asked for; empty at the beginning. */
  readonly after: string;
  /** The cursor to ask for next. */
  readonly next: string;
  /** Whether there is more right now. */
  readonly more: boolean;
  readonly subjects: readonly FeedEntry[];
}

/** All that is recorded of one subject; it replaces what was recorded before. */
export interface FeedEntry {
  /** Keyed pseudonym: `sub_` and base64url of HMAC-SHA-256 over the JSON array `["subject", tenant, id]`. */
  readonly ref: string;
  readonly optOuts: readonly string[];
  readonly consents: readonly string[];
  readonly restricted: boolean;
  /** Hash of the policy version that the subject has accepted. */
  readonly acceptedPolicy?: string;
}

/** A page that must not be believed. */
export class RefusedPage extends Error {
  override readonly name = 'RefusedPage';
}

/**
 * @param text `{"payload": "…", "signature": "…"}`, like a bundle
 * @throws RefusedPage when it is not ours, not whole, or an answer to another question
 */
export function openPage(text: string, keys: TrustedKeys, after: string): FeedPage {
  const { payload, signature } = objectOf(parsed(text));
  if (typeof payload !== 'string' || typeof signature !== 'string')
    throw new RefusedPage('this is not a page of the feed');
  const key = signer(payload, signature, keys.all);
  if (key === undefined)
    throw new RefusedPage('the signature does not belong to this page and key');
  if (!keys.current.includes(key)) throw new RefusedPage(keys.end(key));
  const page = parsed(payload);
  if (!isPage(page))
    throw new RefusedPage('the signed content is not a page that this release reads');
  if (page.after !== after) throw new RefusedPage('the page answers another question');
  return page;
}

function isPage(value: unknown): value is FeedPage {
  const page = objectOf(value);
  const texts = ['issuedAt', 'epoch', 'after', 'next'].every(
    (key) => typeof page[key] === 'string',
  );
  return (
    page['format'] === 1 &&
    page['kind'] === 'subjects' &&
    texts &&
    !Number.isNaN(Date.parse(String(page['issuedAt']))) &&
    typeof page['more'] === 'boolean' &&
    Array.isArray(page['subjects']) &&
    page['subjects'].every(isEntry)
  );
}

function isEntry(value: unknown): value is FeedEntry {
  const { ref, optOuts, consents, restricted, acceptedPolicy } = objectOf(value);
  return (
    typeof ref === 'string' &&
    isTexts(optOuts) &&
    isTexts(consents) &&
    typeof restricted === 'boolean' &&
    (acceptedPolicy === undefined || typeof acceptedPolicy === 'string')
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
