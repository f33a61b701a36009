import type { Block } from './block.ts';
import { IdSource } from './ids.ts';
import { sentencesOf } from './sentences.ts';

/** A clause as it will be written down. */
export interface DraftClause {
  readonly id: string;
  readonly layout: 'title' | 'paragraph' | 'continues';
  readonly lead?: string;
  readonly text: string;
  /** For whoever gives it a rule. */
  readonly comment?: string;
}

export interface DraftSection {
  readonly id: string;
  readonly title?: string;
  readonly clauses: readonly DraftClause[];
}

/** Sections from headings, one clause a sentence, one a row of a table; no word lost, none added. */
export function draftOf(blocks: readonly Block[]): readonly DraftSection[] {
  const ids = new IdSource();
  const shape = shapeOf(blocks);
  return partsOf(blocks, shape).map((part, index) => {
    const id =
      part.title === undefined
        ? ids.section(index === 0 ? 'about' : '', 'about')
        : ids.section(part.title, 'section');
    const clauses = part.units.map(({ words, ...unit }) => ({
      ...unit,
      id: ids.clause(id, unit.lead, words ?? unit.text),
    }));
    return { id, ...(part.title !== undefined && { title: part.title }), clauses };
  });
}

/** Which headings open sections, and which one names the page. */
interface Shape {
  readonly title: number | undefined;
  readonly sectionLevel: number;
}

function shapeOf(blocks: readonly Block[]): Shape {
  const headings = blocks.flatMap((block, index) =>
    block.kind === 'heading' ? [{ level: block.level, index }] : [],
  );
  const [first] = headings;
  const top = Math.min(...headings.map(({ level }) => level));
  const isAlone = headings.filter(({ level }) => level === top).length === 1;
  const title = first?.level === top && isAlone ? first.index : undefined;
  const others = headings.filter(({ index }) => index !== title);
  return { title, sectionLevel: Math.min(...others.map(({ level }) => level)) };
}

interface Unit extends Omit<DraftClause, 'id'> {
  /** What the id is made of, where it is not the text. */
  readonly words?: string;
}

interface Part {
  readonly title?: string;
  readonly units: readonly Unit[];
}

function partsOf(blocks: readonly Block[], { title, sectionLevel }: Shape): readonly Part[] {
  const parts: { readonly title?: string; readonly units: Unit[] }[] = [{ units: [] }];
  let label: string | undefined;
  const add = (...units: readonly Unit[]): void => void parts.at(-1)?.units.push(...units);
  const endLabel = (): void => {
    if (label !== undefined) add({ layout: 'paragraph', text: label });
    label = undefined;
  };
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'paragraph') endLabel();
    switch (block.kind) {
      case 'heading':
        if (index === title) add({ layout: 'title', text: block.text });
        else if (block.level === sectionLevel) parts.push({ title: block.text, units: [] });
        else label = block.text;
        break;
      case 'label':
        label = block.text;
        break;
      case 'paragraph':
        add(...paragraphUnits(block.text, [label, block.lead]));
        label = undefined;
        break;
      case 'row':
        add(rowUnit(block.cells));
    }
  }
  endLabel();
  return withoutEmpty(parts);
}

/** A section holds a clause: a heading with nothing below it is a paragraph of the section before. */
function withoutEmpty(parts: readonly Part[]): readonly Part[] {
  const kept: Part[] = [];
  for (const part of parts) {
    const before = kept.at(-1);
    if (part.units.length > 0) kept.push(part);
    else if (part.title !== undefined) {
      const unit: Unit = { layout: 'paragraph', text: part.title };
      if (before) kept[kept.length - 1] = { ...before, units: [...before.units, unit] };
      else kept.push({ units: [unit] });
    }
  }
  return kept;
}

function paragraphUnits(written: string, before: readonly (string | undefined)[]): readonly Unit[] {
  const own = leadOf(written);
  const text = own === undefined ? written : written.slice(own.length + 1);
  const lead = [...before, own].filter((part) => part !== undefined).join(' ');
  return sentencesOf(text).map((sentence, index) =>
    index === 0
      ? { layout: 'paragraph', ...(lead !== '' && { lead }), text: sentence }
      : { layout: 'continues', text: sentence },
  );
}

/** `Account information:` before more text of the same paragraph. */
function leadOf(text: string): string | undefined {
  const lead = /^["“]?\p{Lu}[^.!?:;()]{1,58}:(?= \S)/u.exec(text)?.[0];
  return lead !== undefined && lead.split(' ').length <= 7 ? lead : undefined;
}

function rowUnit(cells: readonly string[]): Unit {
  const [first = '', ...rest] = cells;
  if (rest.length === 0) return { layout: 'paragraph', text: first };
  return {
    layout: 'paragraph',
    lead: first,
    text: rest.join(' '),
    comment: `a row of a table: ${cells.join(' | ')}`,
  };
}
