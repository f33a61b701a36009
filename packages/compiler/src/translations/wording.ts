import { canonicalJson, sha256 } from '../canonical.ts';
import type { CompiledClause, Segment } from '../compiled-policy.ts';

/**
 * Names the wording of a clause: its lead-in, sentence and summary with bindings in place of values.
 * Another value, layout or rule leaves it as it is, another word or binding does not. 12 hex digits.
 */
export function wordingOf({
  lead,
  text,
  summary,
}: Pick<CompiledClause, 'lead' | 'text' | 'summary'>): string {
  return shortHash([lead, text, summary].map((part) => part && templateOf(part)));
}

/** Names the wording of a heading. 12 hex digits. */
export function wordingOfTitle(title: string): string {
  return shortHash([title]);
}

/** Segments as they were written, in one spelling: `gone within {{ erase.within }}`. */
export function templateOf(segments: readonly Segment[]): string {
  return segments
    .map((segment) => {
      if (segment.kind === 'text') return segment.text;
      const { path, value } = segment;
      const style = value.type === 'list' && value.style !== 'plain' ? ` | ${value.style}` : '';
      return `{{ ${path}${style} }}`;
    })
    .join('');
}

function shortHash(parts: readonly (string | undefined)[]): string {
  return sha256(canonicalJson(parts.map((part) => part ?? null))).slice(0, 12);
}
