import { lineIndex } from '@troth/diagnostics';
import type { LineIndex } from '@troth/diagnostics';

import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { isBroken, suiteFact, weakestSuite } from '../settings/cipher-suites.ts';
import { tlsFrom, unchecked } from '../settings/said.ts';
import type { Place } from '../settings/said.ts';
import { oldestNamed } from '../settings/tls-name.ts';
import { listenerFacts } from './listeners.ts';
import { logFacts } from './log-format.ts';
import { passFacts, speaksOfChecks, upstreamsOf } from './passes.ts';
import type { Upstreams } from './passes.ts';
import { readNginx } from './read-nginx.ts';
import type { Directive } from './read-nginx.ts';

/** Servers, proxies and logs of nginx. */
export const nginx: Extractor = {
  name: 'nginx',
  reads: (path) =>
    /(^|\/)([\w.-]*nginx[\w.-]*\.(conf|conf\.template|conf\.tmpl|tmpl)|nginx\/[\w./-]*\.(conf|template)|(conf\.d|sites-(available|enabled))\/[\w.-]+)$/.test(
      path,
    ),
  recognises: (text) =>
    /^\s*(server|http|upstream|location|events|map|log_format|\w+_pass|ssl_\w+|proxy_\w+)\b/m.test(
      text,
    ),
  extract: extractNginx,
};

function extractNginx(file: SourceText): Extraction {
  const { strayAt } = readNginx(file.text);
  if (strayAt === undefined) return { facts: nginxFacts(file), problems: [] };
  const { span } = lineIndex(file.path, file.text);
  const message = 'this cannot be read: a brace is not closed, or closes nothing';
  return { facts: nginxFacts(file), problems: [{ at: span(strayAt, strayAt), message }] };
}

/** What a configuration says, or a part of one within another file. */
export function nginxFacts(file: SourceText): readonly Fact[] {
  const { directives } = readNginx(file.text);
  const lines = lineIndex(file.path, file.text);
  const around: Around = {
    checks: directives.some(speaksOfChecks) ? 'said' : 'unsaid',
    lines,
    upstreams: upstreamsOf(directives),
    endsTls: hasTls(directives) ? 'here' : 'elsewhere',
  };
  return directives.flatMap((directive) => factsOf(directive, around));
}

interface Around {
  readonly lines: LineIndex;
  readonly upstreams: Upstreams;
  /** Whether anything in the file ends TLS itself; else something in front of it may. */
  readonly endsTls: 'here' | 'elsewhere';
  /** Whether a block around says whether the certificates of others are looked at. */
  readonly checks: 'said' | 'unsaid';
}

function factsOf(directive: Directive, around: Around): readonly Fact[] {
  const { lines, upstreams, endsTls, checks } = around;
  const place = placeOf(directive, lines);
  const { block = [] } = directive;
  const inner = block.some(speaksOfChecks) ? ({ ...around, checks: 'said' } as const) : around;
  return [
    ...settingFacts(directive, place),
    ...logFacts(directive, lines),
    ...passFacts(directive, { place, upstreams, checks }),
    ...(directive.name === 'server'
      ? listenerFacts(directive, endsTls, (one) => placeOf(one, lines))
      : []),
    ...block.flatMap((one) => factsOf(one, inner)),
  ];
}

function settingFacts({ name, args }: Directive, place: Place): readonly Fact[] {
  const value = args.map(({ text }) => text).join(' ');
  const written = `${name} ${value}`;
  const [, side] =
    /^((?:proxy|grpc|uwsgi|zone_sync)_)?ssl_(?:protocols|ciphers|verify)$/.exec(name) ?? [];
  if (name.endsWith('ssl_protocols')) {
    const minimum = oldestNamed(value);
    const end = side === undefined ? 'server' : 'client';
    return minimum === undefined ? [] : [tlsFrom(place, end, minimum, written)];
  }
  if (name.endsWith('ssl_ciphers')) {
    const weakest = weakestSuite(value);
    // Suites that are merely short are the policy of a handshake, not of what is stored.
    return weakest === undefined || !isBroken(weakest.cipher) ? [] : [suiteFact(weakest, place)];
  }
  return side !== undefined && name.endsWith('ssl_verify') && value === 'off'
    ? [unchecked(place, written)]
    : [];
}

function placeOf({ name, start, end, block, args }: Directive, { span }: LineIndex): Place {
  const last = block === undefined ? end : (args.at(-1)?.end ?? start + name.length);
  return { at: span(start, last), subject: `nginx ${name}` };
}

function hasTls(directives: readonly Directive[]): boolean {
  return directives.some(
    ({ name, args, block }) =>
      name === 'ssl_certificate' ||
      (name === 'listen' && args.some(({ text }) => text === 'ssl' || text === 'quic')) ||
      (block !== undefined && hasTls(block)),
  );
}
