import { nodeAt, textAt } from '../../yaml/yaml-node.ts';
import type { YamlNode } from '../../yaml/yaml-node.ts';

/** Whether a patch is for an object: by what its `target` names, or by being called as the object is. */
export function isMeant(object: YamlNode, patch: YamlNode, target: YamlNode | undefined): boolean {
  if (target === undefined) {
    const isNamespaceOpen = textAt(patch, 'metadata', 'namespace') === undefined;
    return (
      textAt(object, 'kind') === textAt(patch, 'kind') &&
      groupOf(object) === groupOf(patch) &&
      textAt(object, 'metadata', 'name') === textAt(patch, 'metadata', 'name') &&
      (isNamespaceOpen || sameText(object, patch, 'metadata', 'namespace'))
    );
  }
  return (
    fits(textAt(target, 'kind'), textAt(object, 'kind')) &&
    fits(textAt(target, 'name'), textAt(object, 'metadata', 'name')) &&
    fits(textAt(target, 'namespace'), textAt(object, 'metadata', 'namespace')) &&
    fits(textAt(target, 'group'), groupOf(object)) &&
    fits(textAt(target, 'version'), versionOf(object)) &&
    hasAll(nodeAt(object, 'metadata', 'labels'), textAt(target, 'labelSelector')) &&
    hasAll(nodeAt(object, 'metadata', 'annotations'), textAt(target, 'annotationSelector'))
  );
}

function sameText(a: YamlNode, b: YamlNode, ...path: readonly string[]): boolean {
  return textAt(a, ...path) === textAt(b, ...path);
}

/** The group of an object's API: empty for the core's own. */
export function groupOf(object: YamlNode): string {
  const [group = '', version] = (textAt(object, 'apiVersion') ?? '').split('/');
  return version === undefined ? '' : group;
}

function versionOf(object: YamlNode): string {
  return (textAt(object, 'apiVersion') ?? '').split('/').at(-1) ?? '';
}

/** A pattern is anchored at both ends. Of regular expressions `|` and `.*` alone are known. */
function fits(pattern: string | undefined, text = ''): boolean {
  if (pattern === undefined) return true;
  return pattern
    .replace(/^\^?\(?/, '')
    .replace(/\)?\$?$/, '')
    .split('|')
    .some((one) => holds(one.split('.*'), text));
}

/** Whether a text is these parts, in their order and with anything between them. */
function holds(parts: readonly string[], text: string): boolean {
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = rest.at(-1) ?? '';
  return text.length - last.length >= at && text.endsWith(last);
}

/** `a=b,c=d`. */
function hasAll(words: YamlNode | undefined, selector: string | undefined): boolean {
  if (selector === undefined) return true;
  return selector.split(',').every((one) => {
    const [name = '', value] = one.split(/==?/).map((part) => part.trim());
    return textAt(words, name) === value;
  });
}
