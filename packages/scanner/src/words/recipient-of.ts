import type { Recipient } from '@troth/compiler';

import type { Catalogue, Vendor } from '../catalogue.ts';
import { wordsOf } from './normal-name.ts';

/** How code reaches somebody. */
export type Reach =
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'host'; readonly name: string };

const terraform = 'terraform:';

/** The recipient of the policy's vocabulary that is reached so. */
export function recipientOf(reach: Reach, recipients: readonly Recipient[]): Recipient | undefined {
  return recipients.find((recipient) => isReached(reach, recipient));
}

/** The well-known vendor that is reached so. */
export function vendorOf(reach: Reach, { vendors }: Catalogue): Vendor | undefined {
  return vendors.find(
    (vendor) =>
      isReached(reach, vendor) || (reach.kind === 'package' && vendor.globals.includes(reach.name)),
  );
}

/** A host of whoever the setting of an address is named after: `SLACK_WEBHOOK_URL` is Slack's. */
export function hostCalled(
  setting: string,
  known: readonly Pick<Vendor, 'id' | 'hosts'>[],
): string | undefined {
  const words = wordsOf(setting);
  const named = known.find(({ id, hosts }) => {
    const name = wordsOf(id);
    return (
      hosts.length > 0 &&
      words.some((_, start) => name.every((word, index) => words[start + index] === word))
    );
  });
  return named?.hosts[0]?.replace(/^\*\./u, 'www.');
}

function isReached(
  reach: Reach,
  one: Pick<Vendor, 'packages' | 'hosts' | 'infrastructure'>,
): boolean {
  if (reach.kind === 'host') return one.hosts.some((host) => coversHost(host, reach.name));
  if (reach.name.startsWith(terraform)) {
    return one.infrastructure.includes(reach.name.slice(terraform.length));
  }
  return one.packages.some((name) => coversPackage(name, reach.name));
}

/** `*.example.com` covers every host below `example.com`, not itself. */
function coversHost(pattern: string, host: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), host.toLowerCase().replace(/:\d+$/u, '')];
  return wanted.startsWith('*.') ? given.endsWith(wanted.slice(1)) : given === wanted;
}

/** `@scope/*` covers the scope; a package covers its own subpaths. */
function coversPackage(pattern: string, name: string): boolean {
  if (pattern.endsWith('/*')) return name.startsWith(pattern.slice(0, -1));
  return name === pattern || name.startsWith(`${pattern}/`);
}
