import type { Node } from 'oxc-parser';

import type { InputFact } from '../facts.ts';
import type { Detector, FileView } from './detector.ts';
import { callAround, enclosingName } from './detector.ts';
import { inputFact } from './inputs-schema.ts';
import { isFrom, originOf } from './origins.ts';
import type { Site } from './scope.ts';
import { bare, calleeName, keyName } from './syntax.ts';
import { HOLE, textsOf } from './values.ts';

/** What a sign-in asks another service for: `scope: ['email']`, `createAuthorizationURL(…, ['email'])`. */
export const oauthScopes: Detector = {
  types: ['Property', 'CallExpression'],
  detect: (site, file): readonly InputFact[] => {
    const { node, scope } = site;
    if (node.type === 'CallExpression') {
      if (!/^createAuthorizationURL$/i.test(calleeName(node.callee) ?? '')) return [];
      return node.arguments.flatMap((argument) =>
        bare(argument).type === 'ArrayExpression' ? scopeFacts(site, file, argument) : [],
      );
    }
    if (node.type !== 'Property' || !/^scopes?$/.test(keyName(node) ?? '')) return [];
    if (isAnswer(site)) return [];
    const isKnown = scopesOf(node.value, site).some((text) => standard.test(text));
    return isKnown || isAuthentication(site, scope) ? scopeFacts(site, file, node.value) : [];
  },
};

// https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims, and the providers' own prefixes.
const standard =
  /^(openid|profile|email|phone|address|offline_access|user:email|read:user|https:\/\/www\.googleapis\.com\/auth\/.+)$/;
const packages =
  /^(passport(-.+)?|openid-client|arctic|next-auth|@auth\/.+|better-auth|@nestjs\/passport|simple-oauth2|oauth4webapi|@react-oauth\/google|google-auth-library|googleapis)$/;

// https://www.rfc-editor.org/rfc/rfc6749#section-5.1 and https://www.rfc-editor.org/rfc/rfc9068#section-2.2
const granted =
  /^(access_?token|refresh_?token|id_?token|token_?type|expires_?(in|at)|expiry_?date|exp|iat|sub|azp|jti)$/i;

/** A scope beside a token or its claims is what was granted, not what is asked for. */
function isAnswer({ parent }: Site): boolean {
  if (parent?.node.type !== 'ObjectExpression') return false;
  return parent.node.properties.some(
    (property) => property.type === 'Property' && granted.test(keyName(property) ?? ''),
  );
}

function isAuthentication(site: Site, scope: Site['scope']): boolean {
  const call = callAround(site)?.node;
  return call !== undefined && 'callee' in call && isFrom(originOf(call.callee, scope), packages);
}

function scopeFacts(site: Site, file: FileView, node: Node): readonly InputFact[] {
  const call = callAround(site)?.node;
  const called = call !== undefined && 'callee' in call ? calleeName(call.callee) : undefined;
  const container = called ?? (enclosingName(site) || 'oauth');
  return [...new Set(scopesOf(node, site))].map((field) =>
    inputFact({ form: 'oauth-scope', container, field, node, file }),
  );
}

function scopesOf(expression: Node, { scope }: Site): readonly string[] {
  const node = bare(expression);
  const parts = node.type === 'ArrayExpression' ? node.elements : [node];
  return parts
    .flatMap((part) => (part === null ? [] : textsOf(part, scope)))
    .flatMap((text) => text.split(/[\s,]+/))
    .filter((text) => text !== '' && !text.includes(HOLE));
}
