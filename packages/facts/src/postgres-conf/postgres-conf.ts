import { lineIndex } from '@troth/diagnostics';
import type { Span } from '@troth/diagnostics';

import type { Extractor, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { isBroken, suiteFact, weakestSuite } from '../settings/cipher-suites.ts';
import { inClear, tlsFrom } from '../settings/said.ts';
import type { Place } from '../settings/said.ts';
import { tlsNamed } from '../settings/tls-name.ts';
import { accessFacts } from './host-access.ts';

/** Settings of a PostgreSQL server, and the file that says who may connect to it. */
export const postgresConf: Extractor = {
  name: 'PostgreSQL configuration',
  reads: (path) =>
    /(^|\/)([\w.-]*postgres(ql)?[\w.-]*\.conf(\.sample)?|pg_hba[\w.-]*\.conf)$/.test(path),
  extract: (file) => ({ facts: postgresFacts(file), problems: [] }),
};

export function postgresFacts(file: SourceText): readonly Fact[] {
  return [...settingFacts(file), ...accessFacts(file)];
}

/** @see https://www.postgresql.org/docs/current/config-setting.html */
function settingFacts({ path, text }: SourceText): readonly Fact[] {
  const { span } = lineIndex(path, text);
  const line = /^[ \t]*([a-z_]+)(?:[ \t]*=[ \t]*|[ \t]+)('[^'\n]*'|[^#\n]*)/gim;
  return [...text.matchAll(line)].flatMap(({ 0: whole, 1: name = '', 2: written = '', index }) => {
    const value = written.trim();
    const start = index + whole.indexOf(name);
    const at = span(start, index + whole.length - written.length + value.length);
    return postgresSettingSaid(name.toLowerCase(), value.replaceAll(/^'|'$/g, ''), at);
  });
}

/** What one setting says, be it a line of the file or `-c name=value` of a command. */
export function postgresSettingSaid(name: string, value: string, at: Span): readonly Fact[] {
  const place = { at, subject: `postgresql ${name}` };
  const written = `${name} = ${value}`;
  switch (name) {
    case 'ssl':
      return /^(off|false|no|0)$/i.test(value) ? [inClear(place, 'postgresql', written)] : [];
    case 'ssl_min_protocol_version': {
      const minimum = tlsNamed(value);
      return minimum === undefined ? [] : [tlsFrom(place, 'server', minimum, written)];
    }
    case 'ssl_ciphers': {
      const weakest = weakestSuite(value);
      return weakest !== undefined && isBroken(weakest.cipher) ? [suiteFact(weakest, place)] : [];
    }
    case 'log_statement':
      return /^(all|mod)$/i.test(value) ? [statementsLogged(place, written)] : [];
    case 'log_min_duration_statement':
      return value === '0' ? [statementsLogged(place, written)] : [];
    default:
      return [];
  }
}

/** Every statement goes into the log with what it inserts: the records of people too. */
function statementsLogged(place: Place, written: string): Fact {
  return {
    kind: 'data-sent',
    ...place,
    sink: { kind: 'log', name: `PostgreSQL, ${written}` },
    values: [{ path: ['statements', 'user'], at: place.at }],
    hops: [],
  };
}
