import { compilePolicy, type SourceFile } from '@troth/compiler';
import { lineIndex, type Diagnostic, type Fix, type LineIndex } from '@troth/diagnostics';

export interface FixedPolicy {
  /** The files that changed, as they should be. */
  readonly files: readonly SourceFile[];
  /** What was mended, in the order it was found. */
  readonly mended: readonly Diagnostic[];
  /** What is left for a person. */
  readonly left: readonly Diagnostic[];
}

/** A mended key may show what stands below it, so the files are read again; no policy needs more rounds. */
const mostRounds = 20;

/**
 * Writes the corrections that diagnostics carry, each in its own stretch of one line: comments and
 * layout stay. A correction after which a file is no YAML any more is not made.
 */
export function fixPolicy(files: readonly SourceFile[]): FixedPolicy {
  let now = files;
  let { diagnostics } = compilePolicy(now);
  const mended: Diagnostic[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const done = oneRound(now, diagnostics);
    if (done.mended.length === 0) break;
    mended.push(...done.mended);
    now = done.files;
    diagnostics = compilePolicy(now).diagnostics;
  }
  const before = new Map(files.map(({ path, text }) => [path, text]));
  return {
    files: now.filter(({ path, text }) => before.get(path) !== text),
    mended,
    left: diagnostics,
  };
}

/** All corrections at once; where that does harm, one after the other, without those that do. */
function oneRound(
  files: readonly SourceFile[],
  diagnostics: readonly Diagnostic[],
): { readonly files: readonly SourceFile[]; readonly mended: readonly Diagnostic[] } {
  const fixable = diagnostics.filter(({ fix }) => fix !== undefined);
  const all = withFixes(files, fixable);
  if (all.mended.length === 0 || isSound(all.files, diagnostics)) return all;
  for (const found of fixable) {
    const one = withFixes(files, [found]);
    if (one.mended.length > 0 && isSound(one.files, diagnostics)) return one;
  }
  return { files, mended: [] };
}

/** No file stopped being YAML, for example because a key would stand twice. What a mended key shows below it is no harm. */
function isSound(files: readonly SourceFile[], before: readonly Diagnostic[]): boolean {
  const known = new Set([undefined, ...before.map(yamlError)]);
  return compilePolicy(files).diagnostics.every((found) => known.has(yamlError(found)));
}

/** `undefined` for everything else. */
function yamlError({ code, message, at }: Diagnostic): string | undefined {
  return code.startsWith('yaml/') ? `${at.file} ${code} ${message}` : undefined;
}

function withFixes(
  files: readonly SourceFile[],
  diagnostics: readonly Diagnostic[],
): { readonly files: readonly SourceFile[]; readonly mended: readonly Diagnostic[] } {
  const mended: Diagnostic[] = [];
  const changed = files.map((file) => {
    const lines = lineIndex(file.path, file.text);
    let text = file.text;
    let end = Number.POSITIVE_INFINITY;
    const here = diagnostics
      .flatMap((found) => {
        const { fix } = found;
        const stretch = fix?.at.file === file.path && stretchOf(fix, file.text, lines);
        return fix && stretch ? [{ found, ...stretch, replacement: fix.replacement }] : [];
      })
      .toSorted((a, b) => b.from - a.from);
    for (const { found, from, to, replacement } of here) {
      if (to > end) continue;
      text = text.slice(0, from) + replacement + text.slice(to);
      end = from;
      mended.unshift(found);
    }
    return { ...file, text };
  });
  return { files: changed, mended };
}

/** Where to write; `undefined` where that is not one stretch of one line. */
function stretchOf(
  { at, word }: Fix,
  text: string,
  lines: LineIndex,
): { readonly from: number; readonly to: number } | undefined {
  const from = lines.offset(at);
  const to = lines.offset({ file: at.file, line: at.endLine, column: at.endColumn });
  if (word === undefined) return at.line === at.endLine ? { from, to } : undefined;
  const inside = text.slice(from, to);
  const first = inside.indexOf(word);
  if (first < 0 || inside.includes(word, first + 1)) return undefined;
  return { from: from + first, to: from + first + word.length };
}
