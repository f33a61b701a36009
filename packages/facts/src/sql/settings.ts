import type { AlterSystemStmt, Node } from 'libpg-query';

import type { CleartextFact, Fact, TlsFact } from '../facts.ts';
import type { Places } from './places.ts';

/** Connections that a database is told to open or take without encryption. */
export function settingFacts(node: Node, { whole }: Places): readonly Fact[] {
  if ('AlterSystemStmt' in node) return systemFacts(node.AlterSystemStmt, whole);
  const subscription =
    'CreateSubscriptionStmt' in node
      ? node.CreateSubscriptionStmt
      : 'AlterSubscriptionStmt' in node && node.AlterSubscriptionStmt;
  if (subscription) {
    return sslMode(subscription.conninfo ?? '', `subscription ${subscription.subname}`, whole);
  }
  const server =
    'CreateForeignServerStmt' in node
      ? node.CreateForeignServerStmt
      : 'AlterForeignServerStmt' in node && node.AlterForeignServerStmt;
  return server ? serverFacts(server.options ?? [], `server ${server.servername}`, whole) : [];
}

function serverFacts(options: readonly Node[], subject: string, at: Fact['at']): readonly Fact[] {
  return options.flatMap((option) => {
    if (!('DefElem' in option) || option.DefElem.defname !== 'sslmode') return [];
    return sslMode(`sslmode=${textOf(option.DefElem.arg)}`, subject, at);
  });
}

// Anything below `require` goes on in the clear when the other side says so.
function sslMode(said: string, subject: string, at: Fact['at']): readonly CleartextFact[] {
  const written = /\bsslmode\s*=\s*'?(?:disable|allow|prefer)\b'?/iu.exec(said)?.[0];
  if (written === undefined) return [];
  return [{ kind: 'cleartext', at, subject, protocol: 'postgres', written }];
}

function systemFacts(
  { setstmt }: AlterSystemStmt,
  at: Fact['at'],
): readonly (CleartextFact | TlsFact)[] {
  const name = setstmt?.name ?? '';
  const value = firstText(setstmt?.args);
  const written = `${name} = ${value}`;
  const subject = `system ${name}`;
  if (name === 'ssl' && /^(?:off|false|no|0)$/iu.test(value)) {
    return [{ kind: 'cleartext', at, subject, protocol: 'postgres', written }];
  }
  const minimum = name === 'ssl_min_protocol_version' ? versionOf(value) : undefined;
  return minimum === undefined
    ? []
    : [{ kind: 'tls', at, subject, end: 'server', minimum, written }];
}

// https://www.postgresql.org/docs/18/runtime-config-connection.html
function versionOf(text: string): TlsFact['minimum'] | undefined {
  const [found, minor = '0'] = /^TLSv1(?:\.([1-3]))?$/iu.exec(text) ?? [];
  if (found === undefined) return text === '' ? '1.0' : undefined;
  switch (minor) {
    case '1':
    case '2':
    case '3':
      return `1.${minor}`;
    default:
      return '1.0';
  }
}

function firstText(nodes: readonly Node[] | undefined): string {
  const [first] = nodes ?? [];
  return textOf(first !== undefined && 'A_Const' in first ? constantOf(first) : first);
}

function constantOf({ A_Const: constant }: Extract<Node, { A_Const: unknown }>): Node | undefined {
  return constant.sval === undefined ? undefined : { String: constant.sval };
}

function textOf(node: Node | undefined): string {
  return node !== undefined && 'String' in node ? (node.String.sval ?? '') : '';
}
