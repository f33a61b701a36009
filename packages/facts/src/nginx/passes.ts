import type { Fact } from '../facts.ts';
import { networkOf } from '../settings/network.ts';
import { inClearTo, unchecked } from '../settings/said.ts';
import type { Place } from '../settings/said.ts';
import type { Directive } from './read-nginx.ts';

/** Hosts behind each `upstream`. */
export type Upstreams = ReadonlyMap<string, readonly string[]>;

export function upstreamsOf(directives: readonly Directive[]): Upstreams {
  const all = directives.flatMap((one) => [one, ...(one.name === 'http' ? (one.block ?? []) : [])]);
  return new Map(
    all
      .filter(({ name }) => name === 'upstream')
      .map(({ args, block = [] }) => [
        args[0]?.text ?? '',
        block.filter(({ name }) => name === 'server').map(({ args: [host] }) => bare(host?.text)),
      ]),
  );
}

interface Around {
  readonly place: Place;
  readonly upstreams: Upstreams;
  readonly checks: 'said' | 'unsaid';
}

/** Where requests are handed on: in the clear, or to somebody whose certificate nobody looks at. */
export function passFacts(
  { name, args }: Directive,
  { place, upstreams, checks }: Around,
): readonly Fact[] {
  if (!/^(proxy|grpc|uwsgi|scgi|fastcgi)_pass$/.test(name)) return [];
  const [, protocol, authority] = /^(https?|grpcs?):\/\/([^/]*)/i.exec(args[0]?.text ?? '') ?? [];
  if (protocol === undefined || authority === undefined) return [];
  const host = farthestHost(authority, upstreams);
  const written = `${name} ${protocol}://${host === 'unknown' ? '…' : host}`;
  if (/^(http|grpc)$/i.test(protocol)) return inClearTo(host, place, protocol, written);
  // `proxy_ssl_verify` is off unless it is switched on.
  return networkOf(host) === 'public' && checks === 'unsaid'
    ? [unchecked(place, `${written} without proxy_ssl_verify on`)]
    : [];
}

function farthestHost(authority: string, upstreams: Upstreams): string {
  const hosts = upstreams.get(bare(authority)) ?? [bare(authority)];
  const host = hosts.find((one) => networkOf(one) === 'public') ?? hosts[0] ?? 'unknown';
  return host.includes('$') ? 'unknown' : host;
}

/** Switched off in so many words, it is said there. */
export function speaksOfChecks({ name, args }: Directive): boolean {
  return /^(proxy|grpc)_ssl_verify$/.test(name) && args.length > 0;
}

function bare(authority: string | undefined): string {
  return (authority ?? '').replace(/^\[(.*)\].*$/, '$1').replace(/:\d+$/, '');
}
