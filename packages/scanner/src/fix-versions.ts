import type { TlsVersion } from '@troth/compiler';

import type { Edit, Place } from './fix-place.ts';
import { replaced } from './fix-place.ts';
import { isOlder } from './promises.ts';

/** A version that is older than the promised one, in the spellings of which each version has its own. */
export function raisedVersion(place: Place, minimum: TlsVersion): Edit | undefined {
  return (
    replaced(place, /^(?<q>['"`])(?<bad>TLSv1(?:\.[0-2])?)\k<q>$/, `TLSv${minimum}`) ??
    replaced(place, /--tls-min-v(?<bad>1\.[0-2])(?![\d.])/, minimum) ??
    replaced(place, /^--tlsv(?<bad>1(?:\.[0-2])?)$/, minimum) ??
    withoutOlder(place, minimum) ??
    policyOfBalancer(place, minimum)
  );
}

const lists =
  /^["']?(?:[\w./-]*ssl-protocols|\w*ssl_protocols|ssl_min_protocol_version|tls-protocols)["']?\s*[:=]?\s*["']?(?<bad>(?:SSLv[23]|TLSv1(?:\.[0-3])?)(?:[ \t]+(?:SSLv[23]|TLSv1(?:\.[0-3])?))*)["']?;?$/;

/** A list of versions keeps those that are new enough; where none is, it gets the promised one. */
function withoutOlder(place: Place, minimum: TlsVersion): Edit | undefined {
  const listed = lists.exec(place.written)?.groups?.['bad']?.split(/\s+/) ?? [];
  const kept = listed.filter((version) => !isOlder(versionIn(version), minimum));
  return replaced(place, lists, kept.length === 0 ? `TLSv${minimum}` : kept.join(' '));
}

function versionIn(name: string): TlsVersion | 'ssl' | '1.0' | '1.1' {
  const version = name.replace('TLSv', '');
  return (
    (['1.1', '1.2', '1.3'] as const).find((one) => one === version) ??
    (name.startsWith('SSL') ? 'ssl' : '1.0')
  );
}

/** The policy of a balancer that allows the promised versions and no others. */
function policyOfBalancer(place: Place, minimum: TlsVersion): Edit | undefined {
  const policy = policies[minimum];
  const pattern = /^ssl_policy\s*=\s*"(?<bad>ELBSecurityPolicy-[\w-]+)"$/;
  return policy === undefined ? undefined : replaced(place, pattern, policy);
}

const policies: Partial<Record<TlsVersion, string>> = {
  '1.2': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
  '1.3': 'ELBSecurityPolicy-TLS13-1-3-2021-06',
};
