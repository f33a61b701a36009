import {
  diagnostic,
  hasErrors,
  sortDiagnostics,
  type Diagnostic,
  type Position,
} from '@troth/diagnostics';
import type { Document, SourceFile } from '@troth/language';
import { canonicalJson, sha256 } from './canonical.ts';
import { checkMeaning } from './checks.ts';
import { readSection } from './clause-files.ts';
import { compileClauses, type SectionFile } from './clauses.ts';
import type { BoundValue, CompiledPolicy } from './compiled-policy.ts';
import { meantBy } from './meant-by.ts';
import {
  badRegions,
  contactBindings,
  readSettings,
  settingsOf,
  type RawSettings,
} from './settings.ts';
import { readVocabulary, vocabularyLists } from './vocabulary-files.ts';

export interface Compilation {
  /** Absent when a diagnostic is an error. */
  readonly policy?: CompiledPolicy;
  /** Where each clause's id stands. */
  readonly origins: ReadonlyMap<string, Position>;
  /** Folders of data maps, as `policy.yaml` names them. */
  readonly dataMaps: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles the files of a policy folder: `policy.yaml`, `clauses/*.yaml`, `vocabulary/*.yaml`. Tests,
 * waivers and published versions in the same folder are others' to read.
 */
export function compilePolicy(files: readonly SourceFile[]): Compilation {
  const settingsFile = files
    .filter(({ path }) => /(?:^|\/)policy\.yaml$/.test(path))
    .toSorted((a, b) => a.path.length - b.path.length)[0];
  if (!settingsFile)
    return failed([
      diagnostic(
        'files/empty-policy',
        { file: files[0]?.path ?? 'policy.yaml', line: 1, column: 1 },
        'no `policy.yaml` here',
      ),
    ]);
  const root = settingsFile.path.slice(0, -'policy.yaml'.length);
  const inside = new Map(
    files
      .filter(({ path }) => path.startsWith(root))
      .map((file) => [file.path.slice(root.length), file]),
  );

  const diagnostics: Diagnostic[] = [...unknownFiles(inside)];
  const { settings, diagnostics: ofSettings } = readSettings(settingsFile);
  const {
    vocabulary,
    origins: words,
    diagnostics: ofVocabulary,
  } = readVocabulary(
    Object.fromEntries(
      vocabularyLists.flatMap((list) => {
        const file = inside.get(`vocabulary/${list}.yaml`);
        return file ? [[list, file]] : [];
      }),
    ),
  );
  const read = sectionFiles(inside, settings);
  diagnostics.push(...ofSettings, ...ofVocabulary, ...read.diagnostics);
  const {
    sections,
    clauses,
    origins,
    diagnostics: ofClauses,
  } = compileClauses(read.sections, vocabulary, settingBindings(settings?.value));
  diagnostics.push(...ofClauses);
  if (settings)
    diagnostics.push(
      ...badRegions(
        settings,
        vocabulary.regions.map(({ id }) => id),
      ),
    );
  if (!settings || hasErrors(diagnostics)) return failed(diagnostics, origins);

  const content = {
    language: 1 as const,
    ...settingsOf(settings.value),
    vocabulary,
    sections,
    clauses,
  };
  diagnostics.push(
    ...checkMeaning(content, new Map([...words, ...origins, ['', settings.at()]])),
    ...unknownGaps(settings, origins),
  );
  if (hasErrors(diagnostics)) return failed(diagnostics, origins);
  const policy: CompiledPolicy = { ...content, hash: sha256(canonicalJson(content)) };
  return {
    policy,
    origins,
    dataMaps: settings.value.data_maps ?? [],
    diagnostics: sortDiagnostics(diagnostics),
  };
}

function failed(
  diagnostics: readonly Diagnostic[],
  origins: ReadonlyMap<string, Position> = new Map(),
): Compilation {
  return { origins, dataMaps: [], diagnostics: sortDiagnostics(diagnostics) };
}

function unknownFiles(inside: ReadonlyMap<string, SourceFile>): readonly Diagnostic[] {
  const known = new Set([
    ...vocabularyLists.map((list) => `vocabulary/${list}.yaml`),
    'policy.yaml',
    'waivers.yaml',
  ]);
  return [...inside].flatMap(([path, file]) => {
    if (
      known.has(path) ||
      /^(?:clauses\/[^/]+\.yaml$|tests\/|published\/|translations\/)/.test(path) ||
      !/\.ya?ml$/.test(path)
    )
      return [];
    return [
      diagnostic(
        'files/unknown-file',
        { file: file.path, line: 1, column: 1 },
        `nothing reads \`${path}\``,
      ),
    ];
  });
}

/** The sections in the order of `policy.yaml`; a file not named there, or a name without a file, is an error. */
function sectionFiles(
  inside: ReadonlyMap<string, SourceFile>,
  settings: Document<RawSettings> | undefined,
): { readonly sections: readonly SectionFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const present = [...inside].flatMap(([path, file]) => {
    const id = /^clauses\/([^/]+)\.yaml$/.exec(path)?.[1];
    return id === undefined ? [] : [{ id, file }];
  });
  const order = settings?.value.sections ?? present.map(({ id }) => id);
  const diagnostics: Diagnostic[] = [];
  const unnamed = present.map((section) => section.id).filter((id) => !order.includes(id));
  for (const [index, id] of order.entries()) {
    const at = settings?.at('sections', index);
    const missing = !present.some((section) => section.id === id);
    if (at && missing)
      diagnostics.push(
        diagnostic(
          'policy/unknown-section',
          at,
          `there is no file \`clauses/${id}.yaml\``,
          meantBy(id, unnamed, at),
        ),
      );
    if (at && order.indexOf(id) !== index)
      diagnostics.push(diagnostic('policy/unknown-section', at, `\`${id}\` is named twice`));
  }
  for (const { id, file } of present) {
    if (!order.includes(id))
      diagnostics.push(
        diagnostic(
          'policy/unknown-section',
          { file: file.path, line: 1, column: 1 },
          `\`sections:\` of policy.yaml does not name \`${id}\``,
        ),
      );
  }
  const sections = [...new Set(order)].flatMap((id) => {
    const file = present.find((section) => section.id === id)?.file;
    if (!file) return [];
    const read = readSection(file);
    diagnostics.push(...read.diagnostics);
    return read.document ? [{ id, document: read.document }] : [];
  });
  return { sections, diagnostics };
}

function settingBindings(settings: RawSettings | undefined): ReadonlyMap<string, BoundValue> {
  if (!settings) return new Map();
  const { controller, contact, version } = settings;
  return new Map<string, BoundValue>([
    ['controller.name', { type: 'name', text: controller.name }],
    ['controller.short', { type: 'name', text: controller.short }],
    ['controller.aliases', { type: 'list', items: controller.aliases, style: 'plain' }],
    ['contact.email', { type: 'name', text: contact.email }],
    ...contactBindings(settings),
    ['version.published', { type: 'date', date: version.published }],
    ['version.effective', { type: 'date', date: version.effective }],
    ['version.reviewed', { type: 'date', date: version.reviewed }],
  ]);
}

function unknownGaps(
  settings: Document<RawSettings>,
  origins: ReadonlyMap<string, Position>,
): readonly Diagnostic[] {
  return (settings.value.gaps ?? []).flatMap(({ clause }, index) => {
    if (origins.has(clause)) return [];
    const at = settings.at('gaps', index, 'clause');
    const message = `there is no clause \`${clause}\``;
    return [diagnostic('policy/unknown-clause', at, message, meantBy(clause, origins.keys(), at))];
  });
}
