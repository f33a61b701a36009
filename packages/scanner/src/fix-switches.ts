import type { Edit, Place } from './fix-place.ts';
import { replaced } from './fix-place.ts';

/** Settings that keep a promise when they are on, by the rule that finds them off. */
const turnedOn: Readonly<Record<string, RegExp>> = {
  'transit/cert-validation-disabled':
    /^(?:NODE_TLS_REJECT_UNAUTHORIZED|strict-ssl|http\.sslVerify|(?:proxy|grpc|uwsgi)_ssl_verify|.*\/proxy-ssl-verify)$/,
  'transit/cleartext':
    /^(?:ssl|secure|.*\/(?:force-)?ssl-redirect|https_traffic_only_enabled|enable_https_traffic_only|https_only|transit_encryption_enabled|require_ssl)$/,
  'access/public-exposure':
    /^(?:block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets|BlockPublicAcls|BlockPublicPolicy|IgnorePublicAcls|RestrictPublicBuckets)$/,
  'rest/unencrypted-storage':
    /^(?:storage_encrypted|encrypted|at_rest_encryption_enabled|sqs_managed_sse_enabled|StorageEncrypted|Encrypted|AtRestEncryptionEnabled|SqsManagedSseEnabled)$/,
};

/** Settings that keep a promise when they are off. */
const turnedOff: Readonly<Record<string, RegExp>> = {
  'transit/cert-validation-disabled':
    /^(?:insecureSkipTLSVerify|insecureSkipVerify|insecure_skip_verify)$/,
  'access/public-exposure': /^(?:[a-z0-9_]*public[a-z0-9_]*|PubliclyAccessible)$/,
};

const setting =
  /^(?:ENV\s+)?(["']?)(?<name>[\w./-]+)\1(?:\s*[:=]\s*|\s+)(["']?)(?<bad>true|false|on|off|yes|no|0|1)\3;?$/;

/** A setting that has two states is put into the other one. */
export function turned(rule: string, place: Place): Edit | undefined {
  const { name = '', bad = '' } = setting.exec(place.written)?.groups ?? {};
  const isOff = /^(?:false|off|no|0)$/.test(bad);
  // `ssl = off` is a server's own; what a client calls `ssl` may want more than a yes.
  if (name === 'ssl' && bad !== 'off') return undefined;
  const names = (isOff ? turnedOn : turnedOff)[rule];
  return names?.test(name) === true ? replaced(place, setting, opposite[bad] ?? bad) : undefined;
}

const opposite: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  on: 'off',
  off: 'on',
  yes: 'no',
  no: 'yes',
  0: '1',
  1: '0',
};

/** A word that only weakens a command goes, with the space behind it. */
export function withoutFlag({ text, start, end, written }: Place): Edit | undefined {
  if (!/^(?:-k|--insecure|--no-check-certificate)$/.test(written)) return undefined;
  const space = /^[ \t]+/.exec(text.slice(end))?.[0].length ?? 0;
  return space === 0 ? undefined : { start, end: end + space, text: '' };
}

/** Other words with one that keeps the promise. */
const worded: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  'transit/cleartext': [
    [/[?&]sslmode=(?<bad>disable|allow|prefer)\b/, 'verify-full'],
    [/^ssl_mode\s*=\s*"(?<bad>ALLOW_UNENCRYPTED_AND_ENCRYPTED)"$/, 'ENCRYPTED_ONLY'],
  ],
  'access/public-exposure': [[/^acl\s*=\s*"(?<bad>public-read(?:-write)?)"$/, 'private']],
};

export function reworded(rule: string, place: Place): Edit | undefined {
  for (const [pattern, word] of worded[rule] ?? []) {
    const edit = replaced(place, pattern, word);
    if (edit !== undefined) return edit;
  }
  return undefined;
}

/** Without `rejectUnauthorized: false` certificates are checked; its comma and its line go with it. */
export function withoutOption({ text, start, end, written }: Place): Edit | undefined {
  if (!/^(['"]?)rejectUnauthorized\1\s*:\s*false$/.test(written)) return undefined;
  const after = /^[ \t]*,/.exec(text.slice(end));
  if (after !== null) {
    const rest = /^(?:[ \t]*\r?\n(?=[ \t]*\S)|[ \t]*)/.exec(text.slice(end + after[0].length));
    const isOwnLine = /(?:^|\n)[ \t]*$/.test(text.slice(0, start)) && rest?.[0].includes('\n');
    const from = isOwnLine === true ? text.lastIndexOf('\n', start - 1) + 1 : start;
    return { start: from, end: end + after[0].length + (rest?.[0].length ?? 0), text: '' };
  }
  const before = /,?\s*$/.exec(text.slice(0, start))?.[0] ?? '';
  const cut = before.startsWith(',') || /^\s/.test(text.slice(end)) ? before.length : 0;
  return { start: start - cut, end, text: '' };
}
