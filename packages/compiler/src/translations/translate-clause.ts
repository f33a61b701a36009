import { diagnostic, type Diagnostic, type Span } from '@troth/diagnostics';
import type { BoundValue, CompiledClause, Segment } from '../compiled-policy.ts';
import { compileProse, literalsIn } from '../prose.ts';
import { germanLiterals } from './german-literals.ts';
import type { TranslatedClause } from './translation.ts';
import type { RawTranslatedClause } from './translation-files.ts';
import { wordingOf } from './wording.ts';

/**
 * One clause in another language, with the values of the clause as it stands. What was translated
 * from another wording is not looked at any further: it is not shown, so nothing in it can be wrong.
 */
export function translateClause(
  clause: CompiledClause,
  raw: RawTranslatedClause,
  vendors: readonly string[],
  at: (key: string) => Span,
): { readonly translation?: TranslatedClause; readonly diagnostics: readonly Diagnostic[] } {
  const current = wordingOf(clause);
  if (raw.of !== current) return { diagnostics: [stale(clause.id, current, at('of'))] };
  const parts = PARTS.map((key) => translatePart({ key, clause, raw, vendors, at }));
  const diagnostics = parts.flatMap((part) => part.diagnostics);
  const [lead, text, summary] = parts.map(({ segments }) => segments);
  const isWhole = PARTS.every((key) => (clause[key] === undefined) === (raw[key] === undefined));
  if (!isWhole || text === undefined) return { diagnostics };
  const translation: TranslatedClause = {
    id: clause.id,
    ...(lead && { lead }),
    text,
    ...(summary && { summary }),
  };
  return { translation, diagnostics };
}

const PARTS = ['lead', 'text', 'summary'] as const;

interface Part {
  readonly key: (typeof PARTS)[number];
  readonly clause: CompiledClause;
  readonly raw: RawTranslatedClause;
  readonly vendors: readonly string[];
  readonly at: (key: string) => Span;
}

function translatePart({ key, clause, raw, vendors, at }: Part): {
  readonly segments?: readonly Segment[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const source = clause[key];
  const written = raw[key];
  if (written === undefined) {
    if (source === undefined) return { diagnostics: [] };
    const message = `the \`${key}\` of \`${clause.id}\` is not translated`;
    return { diagnostics: [diagnostic('translation/missing', at('id'), message)] };
  }
  if (source === undefined) {
    const message = `\`${clause.id}\` has no \`${key}\` to translate`;
    return { diagnostics: [diagnostic('translation/extra-part', at(key), message)] };
  }
  const bindings = bindingsOf(source);
  const { segments, diagnostics } = compileProse(written, bindings, vendors, at(key));
  const said = new Set(segments.flatMap((each) => (each.kind === 'binding' ? [each.path] : [])));
  const lost = [...bindings.keys()].filter((path) => !said.has(path));
  return {
    segments,
    diagnostics: [
      ...diagnostics,
      ...segments.flatMap((each) =>
        each.kind === 'text' ? literalsIn(each.text, germanLiterals, at(key)) : [],
      ),
      ...lost.map((path) =>
        diagnostic(
          'translation/lost-binding',
          at(key),
          `\`${clause.id}\` says \`{{ ${path} }}\`, and its translation does not`,
        ),
      ),
    ],
  };
}

/** The values of a part, each in its plain form: how a list is written is for the translation to say. */
function bindingsOf(segments: readonly Segment[]): ReadonlyMap<string, BoundValue> {
  return new Map(
    segments.flatMap((segment): readonly (readonly [string, BoundValue])[] => {
      if (segment.kind === 'text') return [];
      const { path, value } = segment;
      return [[path, value.type === 'list' ? { ...value, style: 'plain' } : value]];
    }),
  );
}

function stale(id: string, current: string, at: Span): Diagnostic {
  return diagnostic('translation/stale', at, `\`${id}\` was changed after it was translated`, {
    help: `translate it as it stands now, and write \`of: "${current}"\``,
  });
}
