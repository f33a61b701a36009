import { lineIndex } from '@troth/diagnostics';
import type { Span } from '@troth/diagnostics';

import type { Extractor, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { isBroken, suiteFact, weakestSuite } from '../settings/cipher-suites.ts';
import { exposed, inClear, inClearTo, tlsFrom } from '../settings/said.ts';
import type { Place } from '../settings/said.ts';
import { oldestNamed } from '../settings/tls-name.ts';
import { isLocalHost } from '../typescript/url.ts';

/** Settings of Redis, Valkey and their sentinels. */
export const redisConf: Extractor = {
  name: 'Redis configuration',
  reads: (path) => /(^|\/)[\w.-]*(redis|valkey|sentinel)[\w.-]*\.conf$/.test(path),
  extract: (file) => ({ facts: redisFacts(file), problems: [] }),
};

interface Setting {
  readonly name: string;
  readonly value: string;
  readonly at: Span;
}

/** @see https://redis.io/docs/latest/operate/oss_and_stack/management/security/encryption/ */
export function redisFacts(file: SourceText): readonly Fact[] {
  const settings = settingsOf(file);
  return [
    ...settings.flatMap((setting) => settingFacts(setting, settings)),
    ...reachFacts(settings),
  ];
}

function settingsOf({ path, text }: SourceText): readonly Setting[] {
  const { span } = lineIndex(path, text);
  return [...text.matchAll(/^[ \t]*([a-z][a-z-]+)[ \t]+([^\n]*)/gim)].map(
    ({ 0: whole, 1: name = '', 2: value = '', index }) => {
      const start = index + whole.indexOf(name);
      const at = span(start, index + whole.trimEnd().length);
      return { name: name.toLowerCase(), value: value.trim().replaceAll(/^"|"$/g, ''), at };
    },
  );
}

function settingFacts({ name, value, at }: Setting, all: readonly Setting[]): readonly Fact[] {
  const place = placeOf(name, at);
  switch (name) {
    case 'tls-protocols': {
      const minimum = oldestNamed(value.replaceAll('"', ''));
      return minimum === undefined ? [] : [tlsFrom(place, 'server', minimum, `${name} ${value}`)];
    }
    case 'tls-ciphers': {
      const weakest = weakestSuite(value);
      return weakest !== undefined && isBroken(weakest.cipher) ? [suiteFact(weakest, place)] : [];
    }
    case 'replicaof':
    case 'slaveof': {
      const [host = ''] = value.split(/\s+/);
      return valueOf('tls-replication', all) === 'yes'
        ? []
        : inClearTo(host, place, 'redis', `${name} ${host} without tls-replication`);
    }
    default:
      return [];
  }
}

/** A port without TLS that other machines reach; the default binds to this machine alone. */
function reachFacts(settings: readonly Setting[]): readonly Fact[] {
  const bind = settings.findLast(({ name }) => name === 'bind');
  const port = settings.findLast(({ name }) => name === 'port');
  const [at] = [port, bind, ...settings].flatMap((setting) => setting?.at ?? []);
  if (at === undefined || !isReachable(bind, settings)) return [];
  const written = bind === undefined ? 'protected-mode no' : `bind ${bind.value}`;
  const clear = inClear(placeOf('port', at), 'redis', `port ${port?.value ?? '6379'}, ${written}`);
  const place = placeOf('protected-mode', at);
  return [
    ...(port?.value === '0' ? [] : [clear]),
    ...(isGuarded(settings) ? [] : [exposed(place, 'Redis', 'unknown', `${written}, no password`)]),
  ];
}

function isReachable(bind: Setting | undefined, settings: readonly Setting[]): boolean {
  return bind === undefined
    ? valueOf('protected-mode', settings) === 'no'
    : bind.value.split(/\s+/).some(isElsewhere);
}

function isGuarded(settings: readonly Setting[]): boolean {
  const hasPassword = settings.some(({ name }) => /^(requirepass|aclfile|user)$/.test(name));
  return hasPassword || valueOf('protected-mode', settings) !== 'no';
}

function isElsewhere(address: string): boolean {
  const host = address.replace(/^-/, '');
  return host !== '' && (host === '0.0.0.0' || host === '::' || !isLocalHost(host));
}

function valueOf(name: string, settings: readonly Setting[]): string | undefined {
  return settings.findLast((setting) => setting.name === name)?.value;
}

function placeOf(name: string, at: Span): Place {
  return { at, subject: `redis ${name}` };
}
