import type { CleartextFact, Known } from '../facts.ts';
import { isLocalHost } from '../typescript/url.ts';

export type Network = 'local' | 'public' | NonNullable<CleartextFact['network']>;

/**
 * How far a connection to this host goes, as far as its name says: `local` never leaves the machine
 * or the rack's own metadata service, `internal` is a name or address that has no meaning on the
 * internet (a compose service, a cluster's service, a private range).
 * @see RFC 1918, RFC 3927 (link-local), RFC 4193 (`fc00::/7`), RFC 8375 (`home.arpa`)
 */
export function networkOf(host: Known<string>): Network {
  if (host === 'unknown') return 'unknown';
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name.endsWith('.cluster.local')) return 'internal';
  if (isLocalHost(name) || isLinkLocal(name) || /^(0*:){2,7}0*1$/.test(name)) return 'local';
  const isInternal =
    /^[a-z0-9_-]*[a-z_-][a-z0-9_-]*$/.test(name) ||
    /\.(svc|internal|intranet|lan|corp|home\.arpa|localdomain)$/.test(name) ||
    /\.svc\.[a-z0-9.-]+$/.test(name) ||
    /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)[\d.]+$/.test(
      name,
    ) ||
    /^f[cd][0-9a-f]{2}:/.test(name);
  return isInternal ? 'internal' : 'public';
}

// The metadata service of a cloud answers on the machine's own link, never beyond it.
function isLinkLocal(name: string): boolean {
  return name.startsWith('169.254.') || name.startsWith('fe80:') || name === 'fd00:ec2::254';
}
