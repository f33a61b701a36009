import { diagnostic, type Diagnostic, type Position } from '@troth/diagnostics';
import type { Document } from '@troth/language';
import { bindingsOf } from './bindings-of.ts';
import type { RawClause, RawSection } from './clause-files.ts';
import type { CompiledClause, Section } from './compiled-policy.ts';
import { compileProse, type Bindings } from './prose.ts';
import { meantBy } from './meant-by.ts';
import type { Rule } from './rules.ts';
import { RuleScope } from './scope.ts';
import { verbs } from './verbs.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A section's file, by the name it has in `sections:`. */
export interface SectionFile {
  readonly id: string;
  readonly document: Document<RawSection>;
}

export interface CompiledClauses {
  readonly sections: readonly Section[];
  readonly clauses: readonly CompiledClause[];
  /** Where each clause's id stands. */
  readonly origins: ReadonlyMap<string, Position>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Clauses with their rules, every reference resolved and every binding bound. */
export function compileClauses(
  files: readonly SectionFile[],
  vocabulary: Vocabulary,
  settings: Bindings,
): CompiledClauses {
  const diagnostics: Diagnostic[] = [];
  const origins = new Map<string, Position>();
  for (const { document } of files) collectIds(document, origins, diagnostics);
  const vendors = vocabulary.recipients.map(({ name }) => name);
  const clauses = files.flatMap(({ id: section, document }) =>
    document.value.clauses.map((raw, index) => {
      const context = {
        document,
        index,
        vocabulary,
        settings,
        vendors,
        known: origins,
        report: (found: Diagnostic) => void diagnostics.push(found),
      };
      return compileClause(raw, section, context);
    }),
  );
  const sections = files.map(({ id, document: { value } }) => ({
    id,
    ...(value.title !== undefined && { title: value.title }),
    clauses: value.clauses.map((clause) => clause.id),
  }));
  return { sections, clauses, origins, diagnostics };
}

function collectIds(
  document: Document<RawSection>,
  origins: Map<string, Position>,
  diagnostics: Diagnostic[],
): void {
  for (const [index, { id }] of document.value.clauses.entries()) {
    const at = document.at('clauses', index, 'id');
    const first = origins.get(id);
    if (first)
      diagnostics.push(
        diagnostic('policy/duplicate-id', at, `the clause \`${id}\` stands twice`, {
          related: first,
        }),
      );
    else origins.set(id, { file: at.file, line: at.line, column: at.column });
  }
}

interface Context {
  readonly document: Document<RawSection>;
  readonly index: number;
  readonly vocabulary: Vocabulary;
  readonly settings: Bindings;
  readonly vendors: readonly string[];
  readonly known: ReadonlyMap<string, Position>;
  readonly report: (found: Diagnostic) => void;
}

function compileClause(raw: RawClause, section: string, context: Context): CompiledClause {
  const rules = compileVerbs(raw, context);
  const bound = rules.flatMap((rule) => [...bindingsOf(rule, context.vocabulary)]);
  const bindings = new Map([...context.settings, ...bound]);
  const prose = (key: 'text' | 'summary' | 'lead', written: string): CompiledClause['text'] => {
    const { segments, diagnostics } = compileProse(
      written,
      bindings,
      context.vendors,
      context.document.at('clauses', context.index, key),
    );
    diagnostics.map((found) => awaited(found, raw)).forEach(context.report);
    return segments;
  };
  requireKind(raw, rules.length, context);
  return {
    id: raw.id,
    section,
    layout: raw.as ?? (raw.join ? 'continues' : 'paragraph'),
    ...(raw.lead !== undefined && { lead: prose('lead', raw.lead) }),
    text: prose('text', raw.text),
    ...(raw.summary !== undefined && { summary: prose('summary', raw.summary) }),
    rules,
    exceptTo: references(raw.exceptTo ?? [], 'exceptTo', context),
    narrows: references(raw.narrows ?? [], 'narrows', context),
    formerly: raw.formerly ?? [],
    ...(raw.because !== undefined && { informational: raw.because }),
    ...(raw.todo !== undefined && { todo: raw.todo }),
  };
}

/** A sentence that waits for its rule (`todo:`) may hold the values that the rule will say. */
function awaited(found: Diagnostic, { todo }: RawClause): Diagnostic {
  if (found.code !== 'binding/unbound-literal' || todo === undefined) return found;
  return { ...found, severity: 'warning' };
}

function compileVerbs(
  raw: RawClause,
  { document, index, vocabulary, report }: Context,
): readonly Rule[] {
  return verbs.flatMap((verb) => {
    if (raw[verb.key] === undefined) return [];
    const scope = new RuleScope(vocabulary, document, ['clauses', index, verb.key], report);
    return verb.compile(raw[verb.key], scope) ?? [];
  });
}

function requireKind(raw: RawClause, rules: number, { document, index, report }: Context): void {
  const at = document.at('clauses', index, 'id');
  const without = raw.informational === true || raw.todo !== undefined;
  if (rules === 0 && !without)
    report(diagnostic('policy/no-rule', at, `\`${raw.id}\` has no rule`));
  if (rules > 0 && without)
    report(diagnostic('policy/two-kinds', at, `\`${raw.id}\` has a rule and says it has none`));
}

function references(
  ids: readonly string[],
  key: string,
  { document, index, known, report }: Context,
): readonly string[] {
  return ids.filter((id, position) => {
    if (known.has(id)) return true;
    const at = document.at('clauses', index, key, position);
    report(
      diagnostic(
        'policy/unknown-clause',
        at,
        `there is no clause \`${id}\``,
        meantBy(id, known.keys(), at),
      ),
    );
    return false;
  });
}
