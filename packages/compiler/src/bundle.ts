import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import { diagnostic, type Diagnostic } from '@troth/diagnostics';
import { shapeOf } from '@troth/language';
import { canonicalJson, sha256 } from './canonical.ts';
import { keyId, signer } from './signing-keys.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import type { DataMap } from './data-map.ts';
import type { Translation } from './translations/translation.ts';
import { keys } from './schema-words.ts';

/** A legal version and the data maps it is enforced over: what the service and the guards load. */
export interface Bundle {
  /** 2 says when it was issued; 1, from before, does not. Both are read. */
  readonly format: 1 | 2;
  /** ISO 8601, UTC. Of two bundles the later one counts: a guard never goes back. */
  readonly issuedAt?: string;
  /** RFC 7638 thumbprint of the key that signs it; absent in bundles of before. */
  readonly kid?: string;
  readonly policy: CompiledPolicy;
  readonly dataMaps: readonly DataMap[];
  /** SHA-256, hex, of the RFC 8785 form of `dataMaps`. */
  readonly dataMapsHash: string;
  /** For the page; absent where there is none. No part of the legal version. */
  readonly translations?: readonly Translation[];
}

/** What a bundle may say besides. */
interface Beside {
  readonly translations?: readonly Translation[];
  readonly issuedAt?: Date;
}

interface Sealed {
  readonly payload: string;
  readonly signature: string;
}

const sealedShape = shapeOf<Sealed>(
  keys(['payload', 'signature'], { payload: { type: 'string' }, signature: { type: 'string' } }),
);

/** What this release reads: its own format and the one before. */
export const BUNDLE_FORMATS: readonly number[] = [1, 2];

const bundleShape = shapeOf<Bundle>({
  type: 'object',
  required: ['format', 'policy', 'dataMaps', 'dataMapsHash'],
  properties: {
    format: { enum: BUNDLE_FORMATS },
    kid: { type: 'string' },
    issuedAt: { type: 'string', pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$` },
    policy: { type: 'object', required: ['hash', 'clauses', 'vocabulary'] },
    dataMaps: { type: 'array', items: { type: 'object', required: ['application', 'stores'] } },
    dataMapsHash: { type: 'string' },
    translations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['language', 'policy', 'note', 'sections', 'clauses', 'words'],
      },
    },
  },
});

/**
 * The text of a bundle file: the RFC 8785 form of the bundle and its Ed25519 signature (RFC 8032).
 * @param privateKey an Ed25519 private key
 */
export function sealBundle(
  policy: CompiledPolicy,
  dataMaps: readonly DataMap[],
  privateKey: KeyObject,
  { translations = [], issuedAt }: Beside = {},
): string {
  const bundle: Bundle = {
    ...(issuedAt === undefined
      ? { format: 1 as const }
      : { format: 2 as const, issuedAt: issuedAt.toISOString() }),
    kid: keyId(createPublicKey(privateKey)),
    policy,
    dataMaps,
    dataMapsHash: sha256(canonicalJson(dataMaps)),
    ...(translations.length > 0 && { translations }),
  };
  const payload = canonicalJson(bundle);
  const sealed: Sealed = {
    payload,
    signature: sign(null, Buffer.from(payload, 'utf8'), privateKey).toString('base64'),
  };
  return JSON.stringify(sealed);
}

/**
 * The bundle of a file, or why it must not be used. The signature is checked before anything is read
 * from it but the name of its key, which is told to whoever wonders.
 * @param trusted the key, or the keys of which one must have signed it
 */
export function openBundle(
  text: string,
  trusted: KeyObject | readonly KeyObject[],
  file: string,
): { readonly bundle?: Bundle; readonly diagnostics: readonly Diagnostic[] } {
  const refuse = (
    code: 'bundle/malformed' | 'bundle/bad-signature',
    message: string,
  ): { readonly diagnostics: readonly Diagnostic[] } => ({
    diagnostics: [diagnostic(code, { file, line: 1, column: 1 }, message)],
  });
  const sealed = parseJson(text);
  if (!sealedShape(sealed)) return refuse('bundle/malformed', 'this is not a bundle');
  const key = signer(sealed.payload, sealed.signature, trusted);
  if (key === undefined) return refuse('bundle/bad-signature', notGenuine(sealed.payload));
  const bundle = parseJson(sealed.payload);
  if (!bundleShape(bundle)) return refuse('bundle/malformed', unreadable(bundle));
  if (bundle.kid !== undefined && bundle.kid !== keyId(key))
    return refuse('bundle/malformed', 'the bundle names another key than the one that signed it');
  const { hash, ...content } = bundle.policy;
  if (hash !== sha256(canonicalJson(content)))
    return refuse('bundle/malformed', 'the policy does not have the hash it states');
  if (bundle.translations?.some(({ policy }) => policy !== hash) === true)
    return refuse('bundle/malformed', 'a translation belongs to another version of the policy');
  return { bundle, diagnostics: [] };
}

function notGenuine(payload: string): string {
  const { kid } = fieldsOf(parseJson(payload));
  const named = typeof kid === 'string' && /^[\w-]{43}$/u.test(kid);
  const whose = named ? `; it names the key \`${kid}\`, which is not trusted here` : '';
  return `the signature does not belong to this bundle and key${whose}`;
}

/** A newer release writes formats that this one cannot know. */
function unreadable(content: unknown): string {
  const { format } = fieldsOf(content);
  const isOther = typeof format === 'number' && !BUNDLE_FORMATS.includes(format);
  return isOther
    ? `the bundle is of format ${format}; this release reads ${BUNDLE_FORMATS.join(' and ')}`
    : 'the signed content is not a bundle of this version';
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
