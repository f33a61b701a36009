import { entryAt } from '../resource.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/yaml-node.ts';
import type { YamlEntry, YamlNode } from '../../yaml/yaml-node.ts';

/** A list of operations applied one after the other; one whose path leads nowhere changes nothing. @see RFC 6902 */
export function patched(node: YamlNode, operations: YamlNode): YamlNode {
  return itemsAt(operations).reduce(applied, node);
}

function applied(node: YamlNode, operation: YamlNode): YamlNode {
  const path = pathOf(textAt(operation, 'path'));
  const from = pathOf(textAt(operation, 'from'));
  const given = entryAt(operation, 'value');
  switch (textAt(operation, 'op')) {
    case 'add':
      return given === undefined ? node : edited(node, path, { kind: 'add', entry: given });
    case 'replace':
      return given === undefined ? node : edited(node, path, { kind: 'set', entry: given });
    case 'remove':
      return edited(node, path, { kind: 'remove' });
    case 'move':
    case 'copy': {
      const value = nodeAt(node, ...from.map(stepOf));
      if (value === undefined) return node;
      const entry = { keyAt: operation.at, at: operation.at, value };
      const isMove = textAt(operation, 'op') === 'move';
      const rest = isMove ? edited(node, from, { kind: 'remove' }) : node;
      return edited(rest, path, { kind: 'add', entry });
    }
    default:
      return node;
  }
}

type Edit =
  | { readonly kind: 'add' | 'set'; readonly entry: YamlEntry }
  | { readonly kind: 'remove' };

function edited(node: YamlNode, path: readonly string[], edit: Edit): YamlNode {
  const [head, ...rest] = path;
  if (head === undefined) return edit.kind === 'remove' ? node : edit.entry.value;
  if (node.kind === 'map') {
    const entries = new Map(node.entries);
    const before = entries.get(head);
    if (rest.length > 0) {
      if (before === undefined) return node;
      entries.set(head, { ...before, value: edited(before.value, rest, edit) });
    } else if (edit.kind === 'remove') entries.delete(head);
    else entries.set(head, edit.entry);
    return { ...node, entries };
  }
  return node.kind === 'list' ? { ...node, items: editedItems(node.items, path, edit) } : node;
}

function editedItems(
  items: readonly YamlNode[],
  [head = '', ...rest]: readonly string[],
  edit: Edit,
): readonly YamlNode[] {
  const at = head === '-' ? items.length : Number(head);
  if (!Number.isInteger(at) || at < 0 || at > items.length) return items;
  if (rest.length > 0) {
    return items.map((item, index) => (index === at ? edited(item, rest, edit) : item));
  }
  switch (edit.kind) {
    case 'add':
      return items.toSpliced(at, 0, edit.entry.value);
    case 'set':
      return items.map((item, index) => (index === at ? edit.entry.value : item));
    case 'remove':
      return items.filter((_, index) => index !== at);
  }
}

function pathOf(pointer = ''): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function stepOf(part: string): string | number {
  return /^\d+$/.test(part) ? Number(part) : part;
}
