import { folded, type Block } from './block.ts';

/** Collects the blocks of a page as its reader walks down it. */
export class BlockWriter {
  readonly #blocks: Block[] = [];
  #open = '';
  #mark = '';
  #bold = '';

  write(text: string): void {
    this.#open += text;
  }

  /** Words in bold at the start of a paragraph are its lead-in. */
  bold(text: string, writeText: () => void): void {
    const isFirst = folded(this.#open) === '';
    writeText();
    if (isFirst) this.#bold = folded(text);
  }

  /** What stands before the next paragraph: the number of a list item. */
  mark(mark: string): void {
    this.#mark = mark;
  }

  heading(level: number, text: string): void {
    this.end();
    const title = folded(text);
    if (title !== '') this.#blocks.push({ kind: 'heading', level, text: this.#marked(title) });
  }

  label(text: string): void {
    this.end();
    const label = folded(text);
    if (label !== '') this.#blocks.push({ kind: 'label', text: this.#marked(label) });
  }

  row(cells: readonly string[]): void {
    this.end();
    const full = cells.map(folded).filter((cell) => cell !== '');
    const [first, ...rest] = full;
    if (first !== undefined)
      this.#blocks.push({ kind: 'row', cells: [this.#marked(first), ...rest] });
  }

  #marked(text: string): string {
    const mark = this.#mark;
    this.#mark = '';
    return mark === '' ? text : `${mark} ${text}`;
  }

  /** Ends the paragraph that is open, if it says anything. */
  end(): void {
    const text = folded(this.#open);
    const bold = this.#bold;
    this.#open = '';
    this.#bold = '';
    if (text === '') return;
    const mark = this.#mark;
    this.#mark = '';
    const rest = isLead(bold) && text.startsWith(`${bold} `) ? text.slice(bold.length + 1) : '';
    const lead = [mark, rest === '' ? '' : bold].filter((part) => part !== '').join(' ');
    this.#blocks.push({
      kind: 'paragraph',
      ...(lead !== '' && { lead }),
      text: rest === '' ? text : rest,
    });
  }

  finish(): readonly Block[] {
    this.end();
    return this.#blocks;
  }
}

/** Words in bold that name what follows end in a mark of their own and are few. */
function isLead(bold: string): boolean {
  return bold !== '' && bold.length <= 80 && /[.:!?–—-]$/.test(bold);
}
