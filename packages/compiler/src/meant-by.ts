import { nearest, surelyMeant, type Fix, type Span } from '@troth/diagnostics';

/** What to say of an unknown word: the nearest known one, and the correction where no other is possible. */
export function meantBy(
  word: string,
  known: Iterable<string>,
  at: Span,
): { readonly help?: string; readonly fix?: Fix } {
  const candidates = [...known];
  const meant = nearest(word, candidates);
  if (meant === undefined) return {};
  const help = `did you mean \`${meant}\`?`;
  const sure = surelyMeant(word, candidates);
  return sure === undefined ? { help } : { help, fix: { at, replacement: sure } };
}
