import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it was sent; absent: none was, or it was no JSON. */
    jsonText?: string;
  }
}

/** Only where one of these stands can a member be a prototype or a constructor, or be written in escapes. */
const SUSPECT = ['\\', '__proto__', 'constructor'];

/**
 * Bodies are JSON and nothing else. A member that is written twice is refused: parsers differ on which
 * of the two counts, so whoever checked a request before us may have seen the other one.
 */
export function acceptJsonOnly(server: FastifyInstance): void {
  server.decorateRequest('jsonText');
  server.removeAllContentTypeParsers();
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = typeof body === 'string' ? body : body.toString('utf8');
    // A call that needs no body may still state its type.
    if (text.trim() === '') return done(null, null);
    const finish = (error: Error | null, value?: unknown): void => {
      if (error !== null) return done(error);
      if (membersWritten(text) !== membersIn(value)) {
        return done(new Problem(400, 'The body has an object with two members of one name.'));
      }
      request.jsonText = text;
      done(null, value);
    };
    const value = SUSPECT.some((part) => text.includes(part)) ? undefined : parsed(text);
    // Whatever is odd, and whatever is no JSON, is for the framework's own parser to say.
    if (value === undefined) void parseJson(request, text, finish);
    else finish(null, value);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const QUOTE = 34;
const COLON = 58;
const BACKSLASH = 92;

/** Colons outside of strings: one a member. The text is known to be JSON. */
function membersWritten(text: string): number {
  let members = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COLON) members += 1;
    else if (code === QUOTE) at = endOfString(text, at);
  }
  return members;
}

/** @returns where the quote stands that ends the string which starts at `from` */
function endOfString(text: string, from: number): number {
  // Letter by letter: most strings are short, and a search costs more to start than to do.
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at += 1;
  }
  return text.length;
}

/** Without recursion, so that depth cannot end the process. */
function membersIn(value: unknown): number {
  let members = 0;
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isContainer(next)) members += ownMembers(next, open);
  }
  return members;
}

/** Of one object; a list has none. What has members of its own in turn is put to what is `open`. */
function ownMembers(container: object, open: unknown[]): number {
  if (Array.isArray(container)) {
    for (const each of container) if (isContainer(each)) open.push(each);
    return 0;
  }
  const inside: readonly unknown[] = Object.values(container);
  for (const each of inside) if (isContainer(each)) open.push(each);
  return inside.length;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
