import type { Node } from 'oxc-parser';

import type { Origin } from './origins.ts';
import { originOf } from './origins.ts';
import type { Site } from './scope.ts';
import { bare, calleeName } from './syntax.ts';
import type { Endpoint } from './url.ts';
import { endpointOf } from './url.ts';
import { readObject, textsOf } from './values.ts';

/** A URL that a call goes to. */
export interface Requested extends Endpoint {
  /** The argument or option that holds it. */
  readonly node: Node;
  readonly text: string;
}

/** The absolute URLs that a call or `new` sends to; none for a call that sends nothing. */
export function requestedBy({ node, scope }: Site): readonly Requested[] {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
  const origin = originOf(node.callee, scope);
  const isRequest = isRequestCall(node.callee, origin);
  const isPackage = origin?.from.kind === 'package' && !keepers.test(origin.from.name);
  if (!isRequest && !isPackage) return [];
  return node.arguments.slice(0, 3).flatMap((argument, index) => {
    const object = readObject(argument, scope);
    if (object === undefined) {
      const mayHoldUrl = isRequest && (index === 0 || calleeName(node.callee) === 'open');
      return mayHoldUrl ? endpoints(argument, textsOf(argument, scope)) : [];
    }
    return [...object.properties].flatMap(([name, { value, scope: where }]) =>
      urlOptions.test(name) ? endpoints(value, textsOf(value, where)) : [],
    );
  });
}

/** Whether the call is one of an HTTP client, by what it is imported from or how it is called. */
export function isRequestCall(callee: Node, origin: Origin | undefined): boolean {
  const name = calleeName(callee) ?? '';
  switch (origin?.from.kind) {
    case 'global':
      return isGlobalRequest(origin.from.name, callee);
    case 'package':
      return clients.test(origin.from.name) || looksLikeRequest(callee, name);
    case 'builtin':
      return /^https?$|^http2$/.test(origin.from.name) && /^(get|request|connect)$/.test(name);
    case 'local':
    case undefined:
      return looksLikeRequest(callee, name);
  }
}

function isGlobalRequest(root: string, callee: Node): boolean {
  const name = calleeName(callee) ?? '';
  if (root === 'navigator') return name === 'sendBeacon';
  return globals.test(root) || (!isLanguage(root) && looksLikeRequest(callee, name));
}

const globals = /^(fetch|axios|ky|got|superagent|XMLHttpRequest|WebSocket|EventSource|\$|jQuery)$/;
const clients =
  /^(axios|got|ky|ofetch|wretch|undici|node-fetch|cross-fetch|isomorphic-fetch|superagent|request|request-promise(-native)?|needle|phin|bent|node-libcurl|make-fetch-happen|@angular\/common|@nestjs\/axios|ws|isomorphic-ws|socket\.io-client|eventsource|graphql-request)$/;
// What these are given they keep, check or compare, whatever it says.
const keepers =
  /^(vitest|jest|@jest\/.+|chai|sinon|msw|nock|zod|yup|joi|valibot|@prisma\/.+|drizzle-orm|typeorm|mongoose|sequelize|kysely|knex)$/;
const urlOptions =
  /^(url|uri|baseURL|baseUrl|base_url|prefixUrl|endpoint|serverUrl|apiUrl|apiBaseUrl|target|brokerURL)$/;
const verbs = /^(get|post|put|patch|delete|head|options|request|open|fetch|send|ajax)$/i;

// A wrapper is known by its words: `apiClient.get(…)`, `fetchJson(…)`.
function looksLikeRequest(callee: Node, name: string): boolean {
  if (/^(fetch|request|ajax|http(Get|Post|Put|Request))|(Fetch|Request)$/.test(name)) return true;
  const called = bare(callee);
  if (called.type !== 'MemberExpression' || !verbs.test(name)) return false;
  return /(api|http|client|axios|fetch|rest|request|agent|gateway)$/i.test(
    calleeName(called.object) ?? '',
  );
}

function isLanguage(name: string): boolean {
  return /^(Math|JSON|Object|Array|Map|Set|Promise|Reflect|console|process|document|localStorage)$/.test(
    name,
  );
}

function endpoints(node: Node, texts: readonly string[]): readonly Requested[] {
  return texts.flatMap((text) => {
    const endpoint = endpointOf(text);
    return endpoint === undefined ? [] : [{ ...endpoint, node, text }];
  });
}
