import type { CompiledClause, CompiledPolicy, Section } from '@troth/compiler';

/** The binding text in reading order: what the page, the plain text and the machine copy share. */
export type Block =
  | { readonly kind: 'title'; readonly clause: CompiledClause }
  | { readonly kind: 'heading'; readonly section: string; readonly text: string }
  | {
      readonly kind: 'paragraph';
      readonly clauses: readonly [CompiledClause, ...CompiledClause[]];
    };

/** One section with its blocks, the heading first where it has one. */
export interface SectionBlocks {
  readonly section: Section;
  readonly blocks: readonly Block[];
}

export function sectionBlocks(policy: CompiledPolicy): readonly SectionBlocks[] {
  const clauses = new Map(policy.clauses.map((clause) => [clause.id, clause]));
  return policy.sections.map((section) => ({ section, blocks: blocksOf(section, clauses) }));
}

function blocksOf(
  section: Section,
  clauses: ReadonlyMap<string, CompiledClause>,
): readonly Block[] {
  const blocks: Block[] = [];
  if (section.title !== undefined) {
    blocks.push({ kind: 'heading', section: section.id, text: section.title });
  }
  for (const id of section.clauses) {
    const clause = clauses.get(id);
    if (clause === undefined) throw new Error(`section ${section.id} names no clause ${id}`);
    append(blocks, clause);
  }
  return blocks;
}

function append(blocks: Block[], clause: CompiledClause): void {
  const last = blocks.at(-1);
  switch (clause.layout) {
    case 'title':
      blocks.push({ kind: 'title', clause });
      return;
    case 'continues':
      if (last?.kind === 'paragraph') {
        blocks[blocks.length - 1] = { kind: 'paragraph', clauses: [...last.clauses, clause] };
        return;
      }
      blocks.push({ kind: 'paragraph', clauses: [clause] });
      return;
    case 'paragraph':
      blocks.push({ kind: 'paragraph', clauses: [clause] });
  }
}
