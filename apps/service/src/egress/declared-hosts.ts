import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { readStoresFile } from '../stores/stores-file.ts';

/**
 * Every host that this process may call, and none besides: what its settings name. Loopback is this
 * machine and needs no word. The keys of an identity provider may lie elsewhere than the provider:
 * `EGRESS_HOSTS` says where.
 */
export function declaredHosts(config: Config): readonly string[] {
  const stores = existsSync(config.stores) ? readStoresFile(config.stores, config.variable) : [];
  const urls = [
    config.databaseUrl,
    config.oidc?.issuer,
    config.otlp?.endpoint,
    ...stores.map((entry) => ('url' in entry ? entry.url : undefined)),
  ];
  const named = urls.flatMap((url) => (url === undefined ? [] : [new URL(url).hostname]));
  return [...new Set([...named, ...(config.egressHosts ?? [])].map(bareHost))].toSorted();
}

/** Without brackets, the final dot of the root, and case. */
export function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}
