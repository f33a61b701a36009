import type { CleartextFact } from '../facts.ts';
import { inClear } from '../settings/said.ts';
import type { Place } from '../settings/said.ts';
import { isLocalHost } from '../typescript/url.ts';
import type { Directive } from './read-nginx.ts';

/** Listeners without TLS of a server that answers there, and does not only send readers on to `https:`. */
export function listenerFacts(
  server: Directive,
  endsTls: 'here' | 'elsewhere',
  placeOf: (directive: Directive) => Place,
): readonly CleartextFact[] {
  const inner = server.block ?? [];
  if (isRedirect(inner) || inner.some(({ name, args }) => name === 'ssl' && args[0]?.text === 'on'))
    return [];
  return inner.filter(isPlainListener).map((listener) => {
    const written = `listen ${listener.args.map(({ text }) => text).join(' ')}`;
    const fact = inClear(placeOf(listener), 'http', written);
    // Where nothing in the file ends TLS, a load balancer in front of it usually does.
    return endsTls === 'here' ? fact : { ...fact, network: 'internal' };
  });
}

function isPlainListener({ name, args }: Directive): boolean {
  const [address] = args;
  if (name !== 'listen' || address === undefined) return false;
  if (args.some(({ text }) => text === 'ssl' || text === 'quic')) return false;
  const host = /^\[(.*)\]/.exec(address.text)?.[1] ?? /^(.*):\d+$/.exec(address.text)?.[1];
  return !address.text.startsWith('unix:') && !(isLocalHost(host ?? '*') && host !== '0.0.0.0');
}

function isRedirect(inner: readonly Directive[]): boolean {
  return inner.some(({ name, args, block = [] }) => {
    const leadsOn = args.some(({ text }) => /^https:\/\//i.test(text));
    if (name === 'return') return leadsOn || isRefusal(args);
    if (name === 'rewrite') return leadsOn;
    const isAll = name === 'location' && args.at(-1)?.text === '/';
    return (isAll || (name === 'if' && asksForName(args))) && isRedirect(block);
  });
}

/** Conditions on what a plain request always has; one on a browser or a path is for some requests. */
function asksForName(args: Directive['args']): boolean {
  return /^\(?\$(host|scheme|https|server_port|http_x_forwarded_proto)\b/.test(args[0]?.text ?? '');
}

/** `return 444` and its kin answer nothing. */
function isRefusal([code]: Directive['args']): boolean {
  return /^(4\d\d|503)$/.test(code?.text ?? '');
}
