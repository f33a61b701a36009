import type { Recipient } from '@troth/compiler';

import type { Catalogue, Vendor } from '../catalogue.ts';
import { wordsOf } from './normal-name.ts';

/** How code reaches somebody. */
export type Reach =
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'host'; readonly name: string };

const terraform = 'terraform:';
const variable = 'env:';

/** The recipient of the policy's vocabulary that is reached so. */
export function recipientOf(reach: Reach, recipients: readonly Recipient[]): Recipient | undefined {
  return recipients.find((recipient) => isReached(reach, recipient));
}

/** Answers of one catalogue: a program asks for the same few names again and again. */
const answersOf = new WeakMap<Catalogue, Map<string, Vendor | undefined>>();

/** The well-known vendor that is reached so. */
export function vendorOf(reach: Reach, catalogue: Catalogue): Vendor | undefined {
  const answers = answersOf.get(catalogue) ?? new Map<string, Vendor | undefined>();
  answersOf.set(catalogue, answers);
  const key = `${reach.kind} ${reach.name}`;
  if (!answers.has(key)) {
    answers.set(
      key,
      catalogue.vendors.find((vendor) => isReached(reach, vendor) || isNamedBy(reach, vendor)),
    );
  }
  return answers.get(key);
}

/** By its global in a page, or by a variable of the environment. */
function isNamedBy({ kind, name }: Reach, { globals, environment }: Vendor): boolean {
  if (kind !== 'package') return false;
  return globals.includes(name) || environment.some((pattern) => coversVariable(pattern, name));
}

/** Every way to reach a vendor, so that a policy that names one of them names the vendor. */
export function waysTo({ packages, hosts, infrastructure }: Vendor): readonly Reach[] {
  return [
    ...packages.map((name): Reach => ({ kind: 'package', name: name.replace(/\*$/u, 'any') })),
    ...hosts.map((name): Reach => ({ kind: 'host', name: name.replace(/^\*/u, 'any') })),
    ...infrastructure.map((name): Reach => ({ kind: 'package', name: `${terraform}${name}` })),
  ];
}

/** Whether it is known by a variable of the environment alone. */
export function isVariable({ kind, name }: Reach): boolean {
  return kind === 'package' && name.startsWith(variable);
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

/** What frameworks put before the name of a variable that the browser may see. */
const shownToBrowsers =
  /^(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|NUXT(?:_PUBLIC)?|GATSBY|NG_APP|VUE_APP|PUBLIC)_/u;

/** `SENTRY_*` covers `SENTRY_DSN` and `SENTRY_AUTH_TOKEN`, not `SENTRY_COLOUR`. */
function coversVariable(pattern: string, reached: string): boolean {
  if (!reached.startsWith(variable)) return false;
  const written = reached.slice(variable.length);
  const names = [written, written.replace(shownToBrowsers, '')];
  if (!pattern.endsWith('*')) return names.includes(pattern);
  return names.some((name) => name.startsWith(pattern.slice(0, -1)) && isCredential(name));
}

function isCredential(name: string): boolean {
  return /_(?:API)?(?:KEY|SECRET|TOKEN|DSN|ID|SID|URL|URI|HOST|ENDPOINT|PASSWORD|WEBHOOK|PROJECT|ACCOUNT|DOMAIN)$/u.test(
    name,
  );
}

/** `@scope/*` covers the scope; a package covers its own subpaths. */
function coversPackage(pattern: string, name: string): boolean {
  if (pattern.endsWith('/*')) return name.startsWith(pattern.slice(0, -1));
  return name === pattern || name.startsWith(`${pattern}/`);
}
