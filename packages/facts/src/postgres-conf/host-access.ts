import { lineIndex } from '@troth/diagnostics';

import type { SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { networkOf } from '../settings/network.ts';
import { inClear } from '../settings/said.ts';

/** Lines of `pg_hba.conf`: `host` takes a client with or without TLS, `hostnossl` only without. */
export function accessFacts({ path, text }: SourceText): readonly Fact[] {
  const { span } = lineIndex(path, text);
  const line = /^[ \t]*(host|hostnossl|hostnogssenc)[ \t]+(\S+)[ \t]+(\S+)[ \t]+(\S+)[^\n]*$/gim;
  return [...text.matchAll(line)].flatMap(({ 0: whole, 1: type = '', 4: address = '', index }) => {
    if (/\breject\b/.test(whole)) return [];
    const network = networkOfRange(address);
    if (network === 'local') return [];
    const start = index + whole.indexOf(type);
    const at = span(start, index + whole.lastIndexOf(address) + address.length);
    const place = { at, subject: `pg_hba ${type} ${address}` };
    const fact = inClear(place, 'postgresql', `${type} … ${address}`);
    return [network === 'internal' ? { ...fact, network } : fact];
  });
}

function networkOfRange(address: string): 'local' | 'internal' | 'public' {
  const [host = ''] = address.toLowerCase().split('/');
  if (/^(samehost|127\.|::1$|localhost)/.test(host)) return 'local';
  if (host === 'samenet') return 'internal';
  if (/^(all|0\.0\.0\.0|::0?)$/.test(host)) return 'public';
  const network = networkOf(host);
  return network === 'unknown' ? 'public' : network;
}
