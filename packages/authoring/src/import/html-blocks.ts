import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Reading } from './block.ts';
import { BlockWriter } from './block-writer.ts';
import { marker } from './list-marker.ts';

/** A page of HTML: what a reader sees of its `main`, or of its whole body. */
export function htmlBlocks(
  source: string,
  toHtml: (source: string) => string = (html) => html,
): Reading {
  let root: Tree.Document;
  try {
    root = parse(toHtml(source));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { kind: 'refused', problem: 'the text nests more deeply than a policy does' };
  }
  const elements = elementsOf(root);
  if (elements === undefined)
    return { kind: 'refused', problem: 'the text nests more deeply than a policy does' };
  const mains = elements.filter(({ tagName }) => tagName === 'main');
  const [main] = mains;
  const body = elements.find(({ tagName }) => tagName === 'body');
  const from = mains.length === 1 ? main : body;
  const writer = new BlockWriter();
  if (from) new Reader(writer).children(from);
  return {
    kind: 'read',
    blocks: writer.finish(),
    notes:
      from !== undefined && from === main
        ? ['only what stands in `<main>` was read, not the navigation around it']
        : [],
  };
}

const deepest = 400;

/** Every element, the outer one first; `undefined` when they nest deeper than recursion may go. */
function elementsOf(root: Tree.Document): readonly Tree.Element[] | undefined {
  const found: Tree.Element[] = [];
  const stack: { readonly node: Tree.ParentNode; readonly depth: number }[] = [
    { node: root, depth: 0 },
  ];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, depth } = next;
    if (depth > deepest) return undefined;
    if (isElement(node)) found.push(node);
    for (const child of node.childNodes.toReversed()) {
      if (isElement(child)) stack.push({ node: child, depth: depth + 1 });
    }
  }
  return found;
}

function isElement(node: Tree.Node): node is Tree.Element {
  return 'tagName' in node;
}

function isText(node: Tree.Node): node is Tree.TextNode {
  return node.nodeName === '#text';
}

/** What a reader never sees. */
const unseen = new Set(
  'script style template noscript head title svg math iframe object embed audio video canvas select datalist'.split(
    ' ',
  ),
);

const blockTags = new Set(
  `address article aside blockquote body center dd details dialog div dl fieldset figcaption figure footer form
  header hgroup legend main menu nav p pre search section summary table tbody tfoot thead ul caption`.split(
    /\s+/,
  ),
);

class Reader {
  readonly #writer: BlockWriter;

  constructor(writer: BlockWriter) {
    this.#writer = writer;
  }

  children(parent: Tree.ParentNode): void {
    for (const child of parent.childNodes) {
      if (isText(child)) this.#writer.write(child.value);
      else if (isElement(child)) this.#element(child);
    }
  }

  #element(element: Tree.Element): void {
    const { tagName } = element;
    if (unseen.has(tagName) || isHidden(element)) return;
    const read = this.#special(element);
    if (read) return;
    const isBlock = blockTags.has(tagName);
    if (isBlock) this.#writer.end();
    this.children(element);
    if (isBlock) this.#writer.end();
  }

  /** Whether the element has a way of its own to be read, and has been. */
  #special(element: Tree.Element): boolean {
    const ways: Readonly<Record<string, () => void>> = {
      br: () => this.#writer.write(' '),
      hr: () => this.#writer.end(),
      dt: () => this.#writer.label(textOf(element)),
      tr: () => this.#writer.row(cellsOf(element)),
      ol: () => this.#ordered(element),
      li: () => this.#item(element, undefined),
      strong: () => this.#bold(element),
      b: () => this.#bold(element),
    };
    const level = /^h([1-6])$/.exec(element.tagName)?.[1];
    if (level !== undefined) {
      this.#writer.heading(Number(level), textOf(element));
      return true;
    }
    if (!Object.hasOwn(ways, element.tagName)) return false;
    ways[element.tagName]?.();
    return true;
  }

  #bold(element: Tree.Element): void {
    this.#writer.bold(textOf(element), () => this.children(element));
  }

  #ordered(list: Tree.Element): void {
    this.#writer.end();
    let number = Number.parseInt(attribute(list, 'start') ?? '1', 10);
    if (!Number.isSafeInteger(number)) number = 1;
    for (const child of list.childNodes) {
      if (isElement(child) && child.tagName === 'li') {
        this.#item(child, marker(number, attribute(list, 'type')));
        number += 1;
      } else if (isElement(child)) this.#element(child);
      else if (isText(child)) this.#writer.write(child.value);
    }
    this.#writer.end();
  }

  #item(item: Tree.Element, mark: string | undefined): void {
    this.#writer.end();
    if (mark !== undefined) this.#writer.mark(mark);
    this.children(item);
    this.#writer.end();
    this.#writer.mark('');
  }
}

function isHidden(element: Tree.Element): boolean {
  return attribute(element, 'hidden') !== undefined;
}

function attribute(element: Tree.Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

function cellsOf(row: Tree.Element): readonly string[] {
  return row.childNodes.filter(isElement).map(textOf);
}

/** All the text below, a space between blocks. */
function textOf(element: Tree.Element): string {
  return element.childNodes
    .map((child) => {
      if (isText(child)) return child.value;
      if (!isElement(child) || unseen.has(child.tagName) || isHidden(child)) return '';
      const apart =
        child.tagName === 'br' || child.tagName === 'li' || blockTags.has(child.tagName);
      return apart ? ` ${textOf(child)} ` : textOf(child);
    })
    .join('');
}
