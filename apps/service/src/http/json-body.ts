import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem.ts';

/**
 * Bodies are JSON and nothing else. A member that is written twice is refused: parsers differ on which
 * of the two counts, so whoever checked a request before us may have seen the other one.
 */
export function acceptJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = typeof body === 'string' ? body : body.toString('utf8');
    // A call that needs no body may still state its type.
    if (text.trim() === '') return done(null, null);
    void parseJson(request, text, (error, value: unknown) => {
      if (error !== null) done(error);
      else if (membersWritten(text) === membersIn(value)) done(null, value);
      else done(new Problem(400, 'The body has an object with two members of one name.'));
    });
  });
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
  let end = text.indexOf('"', from + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, quote: number): boolean {
  let before = quote - 1;
  while (before >= 0 && text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (quote - before) % 2 === 0;
}

/** Without recursion, so that depth cannot end the process. */
function membersIn(value: unknown): number {
  let members = 0;
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const inside: readonly unknown[] = Object.values(next);
    if (!Array.isArray(next)) members += inside.length;
    for (const each of inside) if (typeof each === 'object') open.push(each);
  }
  return members;
}
