import type { Node } from 'oxc-parser';

import type { LayoutFact, LinkFact } from '../facts.ts';
import type { Detector } from './detector.ts';
import { subjectOf } from './detector.ts';
import { keyName } from './syntax.ts';
import { textsOf } from './values.ts';

/** `<a href="/privacy">`, `<Link to={…}>`, and entries of a menu: `{ href: '/privacy' }`. */
export const links: Detector = {
  types: ['JSXAttribute', 'Property'],
  detect: ({ node, scope }, file): readonly LinkFact[] => {
    const value = linked(node);
    if (value === undefined) return [];
    return textsOf(value, scope)
      .filter((target) => /^(?:\/|#|https?:)/.test(target))
      .map((target) => ({
        kind: 'link',
        at: file.at(node),
        subject: subjectOf('link', target),
        target,
      }));
  },
};

const attributes = /^(href|to|url|path|link)$/;

function linked(node: Node): Node | undefined {
  if (node.type === 'Property')
    return attributes.test(keyName(node) ?? '') && node.value.type === 'Literal'
      ? node.value
      : undefined;
  if (node.type !== 'JSXAttribute' || node.name.type !== 'JSXIdentifier') return undefined;
  if (!attributes.test(node.name.name) || node.value === null) return undefined;
  return node.value.type === 'JSXExpressionContainer' ? node.value.expression : node.value;
}

/** The root layout of a Next.js application, by either of its routers, and of a Remix one. */
export const layouts: Detector = {
  types: ['Program'],
  detect: ({ node }, file): readonly LayoutFact[] => {
    if (node.type !== 'Program') return [];
    const at = file.at(node);
    if (!/(?:^|\/)(?:app\/(?:layout|root)|pages\/_app)\.[jt]sx$/.test(at.file)) return [];
    const hasParts = node.body.some(
      (statement) =>
        statement.type === 'ImportDeclaration' &&
        !/\.(css|scss|sass|less)$/.test(statement.source.value) &&
        /^[.~]|^@\/|^#/.test(statement.source.value),
    );
    const place = { ...at, endLine: at.line, endColumn: at.column };
    return [{ kind: 'layout', at: place, subject: 'layout', hasParts }];
  },
};
