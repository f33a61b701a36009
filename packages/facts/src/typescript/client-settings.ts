import type { Node } from 'oxc-parser';

import type { Settings } from '../flow/file-flow.ts';
import { present } from '../flow/present.ts';
import type { Scope } from './scope.ts';
import { bindingOf } from './scope.ts';
import { bare, calleeName } from './syntax.ts';
import { endpointOf, isLocalHost } from './url.ts';
import { readObject, textsOf } from './values.ts';

const makers = /^(create|extend|pino|default|bunyan|createLogger|child)$/;

/** What a call sets a logger or a client up with that its later calls do not say. */
export function settingsOf(call: Node, scope: Scope): Settings | undefined {
  if (call.type !== 'CallExpression' || !makers.test(calleeName(call.callee) ?? ''))
    return undefined;
  const redacts = redactedBy(call, scope);
  const host = hostOf(call, scope);
  return redacts.length === 0 && host === undefined
    ? undefined
    : present({ host, redacts: redacts.length === 0 ? undefined : redacts });
}

/** Where a client sends whose calls name paths only: `axios.create({ baseURL })`. */
function hostOf(call: Node, scope: Scope): string | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const hosts = call.arguments.flatMap((argument) => {
    const options = readObject(argument, scope)?.properties;
    const base = options?.get('baseURL') ?? options?.get('baseUrl') ?? options?.get('prefixUrl');
    return base === undefined ? [] : textsOf(base.value, base.scope);
  });
  return hosts
    .map((text) => endpointOf(text)?.host)
    .find((host) => host !== undefined && host !== 'unknown' && !isLocalHost(host));
}

/** What a logger is set up to leave out: `pino({ redact: ['user.email'] })`. */
function redactedBy(call: Node, scope: Scope): readonly string[] {
  if (call.type !== 'CallExpression') return [];
  return call.arguments.flatMap((argument) => {
    if (bare(argument).type !== 'ObjectExpression') return [];
    const redact = readObject(argument, scope)?.properties.get('redact');
    if (redact === undefined) return [];
    const paths = readObject(redact.value, redact.scope)?.properties.get('paths') ?? redact;
    const list = listIn(paths.value, paths.scope);
    return list.flatMap((one) => textsOf(one, paths.scope));
  });
}

function listIn(expression: Node, scope: Scope): readonly Node[] {
  const node = bare(expression);
  if (node.type === 'ArrayExpression') return node.elements.flatMap((one) => one ?? []);
  const [source] = bindingOf(node, scope)?.sources ?? [];
  return source?.expression === undefined || source.path.length > 0
    ? []
    : listIn(source.expression, source.scope);
}
