import type { KeyObject } from 'node:crypto';
import { sign, verify } from 'node:crypto';
import { HASH_BYTES } from './tree-hash.ts';

/** The head of a log at some moment. */
export interface Checkpoint {
  /** Name of the log, without spaces or line breaks. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** ISO 8601 UTC. */
  readonly at: string;
}

export type OpenedCheckpoint =
  | { readonly kind: 'valid'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'invalid'; readonly reason: string };

const ORIGIN = /^[^\s\u2014]+$/u;

/**
 * A signed head as text: origin, size, root (base64) and instant, a line each; an empty line; the
 * Ed25519 signature (RFC 8032) of all before the empty line. Shaped after the signed notes that
 * transparency logs exchange, so that it can be kept anywhere.
 * @param privateKey an Ed25519 private key
 * @throws RangeError on an origin, size, root or instant that has no place in it
 */
export function signCheckpoint(checkpoint: Checkpoint, privateKey: KeyObject): string {
  const problem = problemOf(checkpoint);
  if (problem !== undefined) throw new RangeError(problem);
  const body = bodyOf(checkpoint);
  const signature = sign(null, Buffer.from(body, 'utf8'), privateKey).toString('base64');
  return `${body}\n\u2014 ${checkpoint.origin} ${signature}\n`;
}

/** The head that a text says, if the key signed it and the text is spelled the one way there is. */
export function openCheckpoint(
  text: string,
  origin: string,
  publicKey: KeyObject,
): OpenedCheckpoint {
  const [body, signatureLine, ...more] = splitNote(text);
  if (body === undefined || signatureLine === undefined || more.length > 0) {
    return { kind: 'invalid', reason: 'not a signed checkpoint' };
  }
  const [dash, signer, signature = ''] = signatureLine.trimEnd().split(' ');
  if (dash !== '\u2014' || signer !== origin)
    return { kind: 'invalid', reason: 'signed for another log' };
  const bytes = Buffer.from(signature, 'base64');
  if (!verify(null, Buffer.from(body, 'utf8'), publicKey, bytes)) {
    return { kind: 'invalid', reason: 'the signature does not fit' };
  }
  return readBody(body, origin);
}

function readBody(body: string, origin: string): OpenedCheckpoint {
  const [name = '', size = '', root = '', at = ''] = body.split('\n');
  const checkpoint = {
    origin: name,
    size: Number(size),
    root: new Uint8Array(Buffer.from(root, 'base64')),
    at,
  };
  const problem = name === origin ? problemOf(checkpoint) : 'signed for another log';
  if (problem !== undefined) return { kind: 'invalid', reason: problem };
  if (bodyOf(checkpoint) !== body)
    return { kind: 'invalid', reason: 'not spelled the one way there is' };
  return { kind: 'valid', checkpoint };
}

function bodyOf({ origin, size, root, at }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n${at}\n`;
}

function splitNote(text: string): string[] {
  const at = text.indexOf('\n\n');
  return at < 0 ? [] : [text.slice(0, at + 1), ...text.slice(at + 2).split(/(?<=\n)/u)];
}

function problemOf({ origin, size, root, at }: Checkpoint): string | undefined {
  if (!ORIGIN.test(origin)) return 'the origin is not one word';
  if (!Number.isSafeInteger(size) || size < 0) return 'the size is no count';
  if (root.length !== HASH_BYTES) return `the root has not ${HASH_BYTES} bytes`;
  const instant = new Date(at);
  const isSpelled = !Number.isNaN(instant.getTime()) && instant.toISOString() === at;
  return isSpelled ? undefined : 'the instant is not ISO 8601 in UTC';
}
