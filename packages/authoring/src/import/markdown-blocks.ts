import { Marked } from 'marked';
import type { Reading } from './block.ts';
import { htmlBlocks } from './html-blocks.ts';

/** Markdown with tables (GitHub's), by way of the HTML it stands for. */
export function markdownBlocks(source: string): Reading {
  // A block inside a block inside a block: the parser goes down by recursion, and no policy needs it.
  if (/^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){40}/m.test(source) || /^[ \t]{160}/m.test(source))
    return { kind: 'refused', problem: 'the text nests more deeply than a policy does' };
  return htmlBlocks(withoutFrontMatter(source), toHtml);
}

function toHtml(markdown: string): string {
  const html = new Marked({ gfm: true, async: false }).parse(markdown);
  if (typeof html !== 'string') throw new Error('marked was told not to be asynchronous');
  return html;
}

/** `---`, keys, `---` at the very top belong to the site's generator. */
function withoutFrontMatter(source: string): string {
  return source.replace(
    /^\uFEFF?---[ \t]*\r?\n(?:[\w-]+:.*\r?\n|[ \t]+.*\r?\n|#.*\r?\n)*---[ \t]*(?:\r?\n|$)/,
    '',
  );
}
