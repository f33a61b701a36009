import { extractFacts } from '../extract-facts.ts';
import type { Fact } from '../facts.ts';

/** Facts of one file, read as the scanner reads it. */
export function factsOfFile(path: string, text: string): readonly Fact[] {
  return extractFacts({ path, text }, { parsers: {} }).facts;
}

/** The same in short, `tls 2 ssl_protocols TLSv1`: kind, line and what is said. */
export function saidOfFile(path: string, text: string): readonly string[] {
  return factsOfFile(path, text).map((fact) => `${fact.kind} ${fact.at.line} ${wordsOf(fact)}`);
}

function wordsOf(fact: Fact): string {
  switch (fact.kind) {
    case 'data-sent':
      return fact.values.map(({ path }) => path.join('.')).join(' ');
    case 'storage':
      return `${fact.resource} ${String(fact.encrypted)}`;
    case 'exposure':
      return `${fact.written} ${String(fact.public)}`;
    case 'cleartext':
      return [fact.written, fact.network].join(' ').trim();
    default:
      return 'written' in fact ? fact.written : fact.subject;
  }
}
