import type { CompiledPolicy } from '@troth/compiler';
import type { Span } from '@troth/diagnostics';
import type { FieldFact, ModelFact } from '@troth/facts';

import type { Catalogue } from './catalogue.ts';
import { contextOf } from './context.ts';
import { meaningOfField } from './model-data.ts';
import type { Words } from './words/category-of.ts';
import type { Meaning } from './words/lexicon.ts';

/** What an unclassified field of a schema seems to be. */
export interface Proposal {
  readonly model: string;
  readonly field: string;
  readonly at: Span;
  /** What to write above the field, `@data account.email`; absent where a person must decide. */
  readonly annotation?: string;
  readonly reason: string;
}

/** Proposes a classification for every field that has none, in the order of the schema. */
export function proposalsFor(
  models: readonly ModelFact[],
  policy: CompiledPolicy,
  catalogue: Catalogue,
): readonly Proposal[] {
  const { words } = contextOf({ policy, facts: models, catalogue });
  return models.flatMap((model) =>
    model.fields
      .filter(({ data, none }) => data.length === 0 && none === undefined)
      .map((field) => proposalFor(field, model, words)),
  );
}

function proposalFor(field: FieldFact, model: ModelFact, words: Words): Proposal {
  const about = { model: model.model, field: field.name, at: field.at };
  return { ...about, ...judged(field, model, meaningOfField(field, model, words)) };
}

function judged(
  field: FieldFact,
  model: ModelFact,
  meaning: Meaning,
): Pick<Proposal, 'annotation' | 'reason'> {
  switch (meaning.kind) {
    case 'category': {
      const annotation = `@data ${meaning.categories.join(', ')}`;
      const reason = `\`${field.name}\` on \`${model.model}\` is what the vocabulary calls ${meaning.categories.join(', ')}`;
      return { annotation, reason };
    }
    case 'undeclared':
      return {
        reason: `it looks like ${meaning.name}, which the policy does not declare: declare it, or stop keeping it`,
      };
    case 'nothing': {
      const why = harmless(field, model);
      return why === undefined
        ? { reason: 'its name says nothing: look at what is kept in it' }
        : { annotation: `@data none -- ${why}`, reason: why };
    }
  }
}

/** Why a field says nothing about a person; nothing where its name and type do not tell. */
function harmless(field: FieldFact, model: ModelFact): string | undefined {
  const { name, type } = field;
  if (model.primaryKey.includes(name)) return 'opaque key';
  if (model.relations.some(({ columns }) => columns.includes(field.column)))
    return 'key of another row';
  if (/(?:^id|Id|_id)$/.test(name)) return 'opaque key';
  if (type === 'Boolean') return 'a flag';
  if (/^(?:created|updated|deleted|modified)(?:At|On|_at|_on)$/.test(name) && type === 'DateTime')
    return 'a time stamp of the row';
  return /^(?:version|position|sortOrder|order|sequence|count|revision)$/.test(name)
    ? 'a number of the row'
    : undefined;
}

/** The schema with the proposals above their fields, as a unified diff that `git apply` takes. */
export function proposalDiff(path: string, text: string, proposals: readonly Proposal[]): string {
  const lines = text.split('\n');
  const added = new Map(
    proposals.flatMap(({ at, annotation }) => {
      if (annotation === undefined) return [];
      const indent = /^\s*/.exec(lines[at.line - 1] ?? '')?.[0] ?? '';
      return [[at.line, `+${indent}/// ${annotation}`] as const];
    }),
  );
  if (added.size === 0) return '';
  const hunks = hunksOf(
    [...added.keys()].toSorted((a, b) => a - b),
    lines.length,
  );
  let shift = 0;
  const blocks = hunks.map(({ first, last }) => {
    const body = lines.slice(first - 1, last).flatMap((line, index) => {
      const before = added.get(first + index);
      return before === undefined ? [` ${line}`] : [before, ` ${line}`];
    });
    const old = last - first + 1;
    const head = `@@ -${first},${old} +${first + shift},${body.length} @@`;
    shift += body.length - old;
    return [head, ...body].join('\n');
  });
  return `${[`--- a/${path}`, `+++ b/${path}`, ...blocks].join('\n')}\n`;
}

const CONTEXT = 3;

/** Stretches of lines around the places of insertion; those that touch are one. */
function hunksOf(
  places: readonly number[],
  count: number,
): readonly { readonly first: number; readonly last: number }[] {
  // A text that ends in a line break has an empty last line that is none.
  const end = Math.max(1, count - 1);
  const hunks: { first: number; last: number }[] = [];
  for (const place of places) {
    const first = Math.max(1, place - CONTEXT);
    const last = Math.min(end, place + CONTEXT - 1);
    const before = hunks.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = last;
    else hunks.push({ first, last });
  }
  return hunks;
}
