import type { Node } from 'oxc-parser';

import type { FileView } from './detector.ts';
import type { Site } from './scope.ts';
import { calleeName } from './syntax.ts';

/**
 * The purpose that is written for a place: `@purpose marketing` in a comment right before the call,
 * its statement or a function around it, or the decorator `@Purpose('marketing')`. The nearest wins.
 */
export function purposeOf(site: Site, file: FileView): string | undefined {
  for (let at: Site | undefined = site; at !== undefined; at = at.parent) {
    const purpose = decorated(at.node) ?? commented(at.node, file);
    if (purpose !== undefined) return purpose;
  }
  return undefined;
}

function commented(node: Node, { comments, text }: FileView): string | undefined {
  for (const { value, end } of comments) {
    const purpose = /@purpose\s+([\w.-]+)/.exec(value)?.[1];
    if (purpose === undefined || end > node.start) continue;
    if (/^\s*$/.test(text.slice(end, node.start))) return purpose;
  }
  return undefined;
}

function decorated(node: Node): string | undefined {
  if (!('decorators' in node) || !Array.isArray(node.decorators)) return undefined;
  for (const { expression } of node.decorators) {
    if (expression.type !== 'CallExpression' || calleeName(expression.callee) !== 'Purpose')
      continue;
    const [argument] = expression.arguments;
    if (argument?.type === 'Literal' && typeof argument.value === 'string') return argument.value;
  }
  return undefined;
}
