import type { Span } from '@troth/diagnostics';

import type {
  CertificateCheckFact,
  CleartextFact,
  ExposureFact,
  HostFact,
  Known,
  StorageFact,
  TlsFact,
} from '../facts.ts';
import { endpointOf, isCleartextUrl } from '../typescript/url.ts';
import { networkOf } from './network.ts';

/** Where a setting stands and what it is called, without its line: `env NODE_OPTIONS`. */
export interface Place {
  readonly at: Span;
  readonly subject: string;
}

export function unchecked(place: Place, written: string): CertificateCheckFact {
  return { kind: 'certificate-check', ...place, enabled: false, written };
}

export function tlsFrom(
  place: Place,
  end: TlsFact['end'],
  minimum: TlsFact['minimum'],
  written: string,
): TlsFact {
  return { kind: 'tls', ...place, end, minimum, written };
}

/** A setting that lets a connection be without encryption, wherever it leads. */
export function inClear(place: Place, protocol: string, written: string): CleartextFact {
  return { kind: 'cleartext', ...place, protocol, written };
}

/** Nothing for a host that is this machine. */
export function inClearTo(
  host: Known<string>,
  place: Place,
  protocol: string,
  written: string,
): readonly CleartextFact[] {
  const network = networkOf(host);
  if (network === 'local') return [];
  const fact = { ...inClear(place, protocol, written), host };
  return network === 'public' ? [fact] : [{ ...fact, network }];
}

/**
 * What a URL says that is a setting's whole value. Only its protocol and host are ever written down:
 * the rest may hold a password.
 */
export function urlSaid(text: string, place: Place): readonly CleartextFact[] {
  return text.split(/,\s*(?=[a-z][a-z0-9+.-]*:\/\/)/i).flatMap((one) => oneUrlSaid(one, place));
}

function oneUrlSaid(text: string, place: Place): readonly CleartextFact[] {
  const endpoint = endpointOf(text);
  if (endpoint?.host === undefined || isNamespace(text)) return [];
  const { protocol } = endpoint;
  const host = bareAddress(text) ?? endpoint.host;
  if (protocol !== 'http' && !isCleartextUrl(text)) return [];
  return inClearTo(host, place, protocol, `${protocol}://${shownHost(host)}`);
}

/** The host of an encrypted or plain URL to somewhere public. */
export function hostSaid(text: string, at: Span): readonly HostFact[] {
  const host = endpointOf(text)?.host;
  if (host === undefined || networkOf(host) !== 'public' || !host.includes('.')) return [];
  return isNamespace(text) ? [] : [{ kind: 'host', at, subject: host, host }];
}

export function stored(place: Place, resource: string, encrypted: Known<boolean>): StorageFact {
  return { kind: 'storage', ...place, resource, encrypted };
}

export function exposed(
  place: Place,
  resource: string,
  isPublic: Known<boolean>,
  written: string,
): ExposureFact {
  return { kind: 'exposure', ...place, resource, public: isPublic, written };
}

/** An IPv6 address that lacks its brackets, which the URL's own rules would cut at the last colon. */
function bareAddress(text: string): string | undefined {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([0-9a-f:]+)(?=[/?#]|$)/i.exec(text.trim())?.[1] ?? '';
  return (authority.match(/:/g)?.length ?? 0) > 1 ? authority.toLowerCase() : undefined;
}

function shownHost(host: Known<string>): string {
  return host === 'unknown' ? '…' : host;
}

// Names that are spelled like addresses and are never called: XML namespaces, JSON schemas.
function isNamespace(text: string): boolean {
  return /^https?:\/\/(www\.w3\.org|schemas\.[a-z.]+|json-schema\.org|xmlns\.[a-z.]+|purl\.org|ns\.adobe\.com)\//i.test(
    text.trim(),
  );
}
