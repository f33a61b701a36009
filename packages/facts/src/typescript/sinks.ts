import type { Node } from 'oxc-parser';

import type { DataSentFact } from '../facts.ts';
import { levels, logPackages } from '../flow/log-packages.ts';
import { chainNames, harmlessCall } from './harmless.ts';
import type { Origin } from './origins.ts';
import { isFrom, originOf } from './origins.ts';
import { isRequestCall } from './requests.ts';
import type { Scope } from './scope.ts';
import { bindingOf } from './scope.ts';
import { bare, calleeName, memberName } from './syntax.ts';
import type { Endpoint } from './url.ts';
import { endpointOf, isLocalHost } from './url.ts';
import { readObject, textsOf } from './values.ts';

type Sink = DataSentFact['sink'];

/** Where a call sends its arguments, by its name or its URL. */
export interface NamedSink {
  /** Absent for a request to the server that the program itself came from. */
  readonly sink: Sink | undefined;
  /** Only the words of the call say that it is a request: what a package's call is, the package says. */
  readonly isGuess: boolean;
}

/** The log or host that a call sends to; nothing for a call inside the program, or to a package. */
export function sinkOf(call: Node, scope: Scope): NamedSink | undefined {
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return undefined;
  const origin = originOf(call.callee, scope);
  const log = logName({ call, names: chainNames(call.callee), origin });
  if (log !== undefined) return { sink: { kind: 'log', name: log }, isGuess: false };
  const place = placeOf(call, origin);
  if (place !== undefined) return { sink: { kind: 'place', name: place }, isGuess: false };
  if (!isRequestCall(call.callee, origin)) return undefined;
  const sink = hostSink(call, scope);
  const isClient = isHttpClient(origin);
  return sink === undefined && !isClient ? undefined : { sink, isGuess: !isClient };
}

/** A package, or a script that a page loaded, that a call reaches. */
export interface ReachedPackage {
  readonly name: string;
  readonly call: string;
  readonly isScript: boolean;
}

/** The package whose code a call runs, and the name by which it is called. */
export function packageOf(call: Node, scope: Scope): ReachedPackage | undefined {
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return undefined;
  const origin = originOf(call.callee, scope);
  if (isRequestCall(call.callee, origin) && isHttpClient(origin)) return undefined;
  return packageSink(call, origin);
}

/** A place outside every store that a call writes to. */
function placeOf(call: Node, origin: Origin | undefined): string | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const [last = '', holder = ''] = chainNames(call.callee).toReversed();
  if (isFrom(origin, /^fs(\/promises)?$/)) return fileWrites.test(last) ? 'file' : undefined;
  const isOf = ({ method, on }: (typeof places)[number]): boolean =>
    method.test(last) && on.test(holder);
  return places.find(isOf)?.place;
}

const fileWrites = /^(write|append)File(Sync)?$/;
const places: readonly { readonly method: RegExp; readonly on: RegExp; readonly place: string }[] =
  [
    { method: /^setItem$/, on: /^(local|session|Async)Storage$/, place: 'browser storage' },
    { method: /^set(Signed)?Cookie$/, on: /^/, place: 'cookie' },
    { method: /^cookie$/, on: /^(res|response|reply)$/, place: 'cookie' },
    { method: /^set$/, on: /^cookies?(Store|Jar)?$/i, place: 'cookie' },
  ];

function isHttpClient(origin: Origin | undefined): boolean {
  return isFrom(origin, httpClients) || origin?.from.kind === 'builtin' || isFetch(origin);
}

// A global that is not the language's own is a script that the page loaded.
function packageSink(call: Node, origin: Origin | undefined): ReachedPackage | undefined {
  if (origin === undefined || !('callee' in call)) return undefined;
  const { from } = origin;
  const isScript = from.kind === 'global' && !isLanguage(from.name) && !harmlessCall(call);
  if (from.kind !== 'package' && !isScript) return undefined;
  return { name: from.name, call: chainNames(call.callee).at(-1) ?? '', isScript };
}

const loggers =
  /^(log|logger|logging|winston|pino|bunyan|log4js|loglevel|consola|signale)$|Logger$/;
const httpClients =
  /^(axios|got|ky|ofetch|wretch|undici|node-fetch|cross-fetch|isomorphic-fetch|superagent|request|request-promise(-native)?|needle|phin|bent|make-fetch-happen|@nestjs\/axios|ws|isomorphic-ws)$/;

interface Called {
  readonly call: Node;
  readonly names: readonly string[];
  readonly origin: Origin | undefined;
}

function logName(called: Called): string | undefined {
  if (isFrom(called.origin, logPackages) && called.call.type === 'CallExpression') {
    const { from } = called.origin ?? {};
    return from?.kind === 'package' && isWriting(called.names) ? from.name : undefined;
  }
  return nameOfOutput(called) ?? nameOfLogger(called) ?? nameOfLogFunction(called);
}

// `console.info`, `process.stdout.write`
function nameOfOutput({ names, origin }: Called): string | undefined {
  if (origin?.from.kind !== 'global') return undefined;
  const root = origin.from.name;
  const last = names.at(-1) ?? '';
  if (root === 'console') return levels.test(last) ? root : undefined;
  const isStream = /^(stdout|stderr)$/.test(names.at(-2) ?? '');
  return root === 'process' && isStream && last === 'write' ? root : undefined;
}

// `this.logger.warn`, or a thing made by a class that is called a logger.
function nameOfLogger({ names, origin }: Called): string | undefined {
  if (!levels.test(names.at(-1) ?? '')) return undefined;
  const made = origin?.names.slice(0, -1) ?? [];
  return [...names.slice(0, -1), ...made].find((name) => loggers.test(name));
}

function nameOfLogFunction({ names, origin }: Called): string | undefined {
  const [only, ...others] = names;
  if (only === undefined || others.length > 0 || origin?.from.kind === 'package') return undefined;
  return /^log(ger|Info|Error|Warn(ing)?|Debug|Message|Event)?$/.test(only) ? only : undefined;
}

// `pino({ … })` makes a logger; `debug('app')('text')` and `logger.info(…)` write.
function isWriting(names: readonly string[]): boolean {
  const last = names.at(-1) ?? '';
  const isMaking = /^(pino|winston|bunyan|createLogger|getLogger)$/.test(last);
  return levels.test(last) || (names.length === 1 && !isMaking);
}

function hostSink(call: Node, scope: Scope): Sink | undefined {
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return undefined;
  const texts = call.arguments.slice(0, 2).flatMap((argument) => urlTexts(argument, scope));
  const endpoints = texts.flatMap((text) => endpointOf(text) ?? []);
  const [endpoint] = endpoints.length > 0 ? endpoints : baseOf(call.callee, scope);
  if (endpoint !== undefined) {
    return isLocalHost(endpoint.host) ? undefined : { kind: 'host', name: endpoint.host };
  }
  // A path alone goes to where the page or program came from.
  if (texts.some((text) => /^\.{0,2}\//.test(text))) return undefined;
  const called = call.arguments
    .slice(0, 1)
    .flatMap((argument) => settingOf(argument, scope) ?? [])[0];
  return { kind: 'host', name: 'unknown', ...(called === undefined ? {} : { called }) };
}

/** What the setting is named that an address comes from: `process.env.SLACK_WEBHOOK_URL`, `config.slackUrl`. */
function settingOf(argument: Node, scope: Scope, depth = 0): string | undefined {
  const node = bare(argument);
  if (depth > 6) return undefined;
  switch (node.type) {
    case 'MemberExpression':
      return settings.test(chainNames(node)[0] ?? '') || depth > 0 ? memberName(node) : undefined;
    case 'TemplateLiteral':
      return node.expressions.slice(0, 1).map((one) => settingOf(one, scope, depth + 1))[0];
    case 'LogicalExpression':
      return settingOf(node.left, scope, depth + 1);
    case 'CallExpression':
      return node.arguments.slice(0, 1).flatMap((one) => nameAskedFor(node, one, scope))[0];
    case 'Identifier':
      return settingOfName(node, scope, depth);
    default:
      return undefined;
  }
}

const settings = /^(process|env|config|configuration|settings|import)$/i;

// `config.get('SLACK_WEBHOOK_URL')`
function nameAskedFor(call: Node, argument: Node, scope: Scope): readonly string[] {
  const isGet =
    call.type === 'CallExpression' && /^get(OrThrow)?$/.test(calleeName(call.callee) ?? '');
  return isGet ? textsOf(argument, scope) : [];
}

function settingOfName(node: Node, scope: Scope, depth: number): string | undefined {
  if (node.type !== 'Identifier') return undefined;
  const source = bindingOf(node, scope)?.sources[0];
  if (source?.expression !== undefined) {
    return source.path.at(-1) ?? settingOf(source.expression, source.scope, depth + 1);
  }
  return /(url|uri|webhook|endpoint|host)$/i.test(node.name) ? node.name : undefined;
}

function urlTexts(argument: Node, scope: Scope): readonly string[] {
  const object = readObject(argument, scope);
  if (object === undefined) return textsOf(argument, scope);
  return ['url', 'uri', 'baseURL', 'baseUrl', 'prefixUrl', 'hostname', 'host'].flatMap((name) => {
    const property = object.properties.get(name);
    return property === undefined ? [] : textsOf(property.value, property.scope);
  });
}

// `axios.create({ baseURL })`, whose calls then name paths only.
function baseOf(callee: Node, scope: Scope): readonly Endpoint[] {
  const called = bare(callee);
  if (called.type !== 'MemberExpression') return [];
  const source = bindingOf(bare(called.object), scope)?.sources[0];
  const made = source?.expression;
  if (made?.type !== 'CallExpression' || source === undefined) return [];
  return made.arguments
    .flatMap((argument) => urlTexts(argument, source.scope))
    .flatMap((text) => endpointOf(text) ?? []);
}

function isFetch(origin: Origin | undefined): boolean {
  return (
    origin?.from.kind === 'global' &&
    /^(fetch|axios|ky|got|superagent|navigator|WebSocket|\$|jQuery)$/.test(origin.from.name)
  );
}

/** Globals of the language, its hosts and test runners; any other one is a script that a page loaded. */
export function isLanguage(name: string): boolean {
  return (
    languageGlobals.has(name) ||
    /^[a-z]+[A-Z]?\w*(URIComponent|Timeout|Interval|Immediate)$/.test(name) ||
    /(Error|Array|Event|Observer)$/.test(name)
  );
}

const languageGlobals = new Set(
  [
    'Object Array JSON Math Number String Boolean Symbol Promise Reflect Proxy Map Set',
    'WeakMap WeakSet WeakRef Date RegExp Intl BigInt Function Buffer Blob File FormData',
    'Headers Request Response URL URLSearchParams TextEncoder TextDecoder DOMParser',
    'FileReader Image Audio process console window document navigator location history',
    'screen localStorage sessionStorage indexedDB crypto performance require module',
    'exports alert confirm prompt atob btoa structuredClone queueMicrotask eval parseInt',
    'parseFloat isNaN isFinite requestAnimationFrame super React describe it test expect',
    'jest vi cy beforeEach afterEach beforeAll afterAll suite globalThis parent top opener',
    'addEventListener removeEventListener dispatchEvent postMessage getComputedStyle matchMedia',
    'cancelAnimationFrame scrollTo CSS Iterator AbortController AbortSignal Notification',
  ].flatMap((line) => line.split(' ')),
);
