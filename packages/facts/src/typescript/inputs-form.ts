import type { Node } from 'oxc-parser';

import type { InputFact } from '../facts.ts';
import type { Detector } from './detector.ts';
import { enclosingName } from './detector.ts';
import { inputFact } from './inputs-schema.ts';
import type { Scope } from './scope.ts';
import { textsOf } from './values.ts';

/**
 * Fields of forms: native ones, and components that are named like them. What the browser is asked
 * to fill in (`autocomplete="cc-number"`) tells what a field is for better than its name.
 */
export const formInputs: Detector = {
  types: ['JSXOpeningElement'],
  detect: (site, file): readonly InputFact[] => {
    const { node, scope } = site;
    if (node.type !== 'JSXOpeningElement' || !isField(node.name)) return [];
    const read = (name: string): string | undefined => attribute(node, name, scope);
    const type = read('type') ?? 'text';
    if (takesNothing.test(type) || isShowcase(scope)) return [];
    const typed = /^(email|tel|password)$/.exec(type)?.[0];
    const name = read('name') ?? read('id') ?? typed;
    const meaning = meaningOf(read('autoComplete') ?? read('autocomplete') ?? '');
    const container = enclosingName(site) || 'form';
    return [...new Set([name, meaning])].flatMap((field) =>
      field === undefined ? [] : [inputFact({ form: 'form', container, field, node, file })],
    );
  },
};

/** A file of a component catalogue shows fields by example: nobody's data is put into them. */
function isShowcase(scope: Scope): boolean {
  let top = scope;
  while (top.parent !== undefined) top = top.parent;
  return [...top.bindings.values()].some(({ imported }) =>
    /^(@storybook|@ladle|@histoire)\//.test(imported?.module ?? ''),
  );
}

const takesNothing = /^(hidden|submit|button|reset|checkbox|radio|search)$/;

// The last word of the attribute is the field; those before it are sections and kinds.
// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill
function meaningOf(autocomplete: string): string | undefined {
  const word = autocomplete.trim().split(/\s+/).at(-1) ?? '';
  return /^(|on|off|one-time-code|nope)$/.test(word) ? undefined : word;
}

function isField(name: Node): boolean {
  const last = name.type === 'JSXMemberExpression' ? name.property : name;
  if (last.type !== 'JSXIdentifier') return false;
  return /^(input|select|textarea)$|(Input|Field|TextArea|Textarea|Select)$/.test(last.name);
}

function attribute(element: Node, wanted: string, scope: Scope): string | undefined {
  if (element.type !== 'JSXOpeningElement') return undefined;
  for (const item of element.attributes) {
    if (item.type !== 'JSXAttribute' || item.name.type !== 'JSXIdentifier') continue;
    if (item.name.name !== wanted || item.value === null) continue;
    const value = item.value.type === 'JSXExpressionContainer' ? item.value.expression : item.value;
    return textsOf(value, scope)[0];
  }
  return undefined;
}
