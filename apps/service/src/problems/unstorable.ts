import type { FieldProblem } from './problem.ts';

/** Deepest nesting that any body of the API has, with room. */
const MAX_DEPTH = 32;

/**
 * What no schema sees and no database keeps: NUL, half a surrogate pair, nesting without end.
 * The first such place, if there is one. Walks without recursion, so depth cannot end the process.
 */
export function unstorable(value: unknown): FieldProblem | undefined {
  const open: { readonly at: string; readonly depth: number; readonly value: unknown }[] = [
    { at: '', depth: 0, value },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const problem = problemOf(next.value, next.depth);
    if (problem !== undefined) return fieldProblem(next.at, problem);
    if (typeof next.value !== 'object' || next.value === null) continue;
    for (const [key, child] of Object.entries(next.value)) {
      if (!isStorable(key)) return fieldProblem(next.at, 'has a field whose name is not text');
      open.push({ at: `${next.at}/${key}`, depth: next.depth + 1, value: child });
    }
  }
  return undefined;
}

function problemOf(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string' && !isStorable(value)) {
    return 'holds a NUL or half of a surrogate pair';
  }
  return depth > MAX_DEPTH ? `is nested deeper than ${MAX_DEPTH}` : undefined;
}

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

function fieldProblem(pointer: string, problem: string): FieldProblem {
  const shown = pointer.length > 200 ? `${pointer.slice(0, 200)}…` : pointer;
  const where = shown === '' ? 'the body' : `\`${shown.slice(1).replaceAll('/', '.')}\``;
  return { pointer: shown, field: pointer.split('/').at(-1) ?? '', detail: `${where} ${problem}` };
}
