import type { BoundValue, CompiledClause, Segment } from './compiled-policy.ts';
import { formatDuration } from './time.ts';

/** A clause as plain English text, lead-in first, in the formats of the policy's own language. */
export function sentenceOf({ lead, text }: CompiledClause): string {
  return [...(lead ? [proseOf(lead)] : []), proseOf(text)].join(' ');
}

/** Segments as plain English text. */
export function proseOf(segments: readonly Segment[]): string {
  return segments
    .map((segment) => (segment.kind === 'text' ? segment.text : formatValue(segment.value)))
    .join('');
}

function formatValue(value: BoundValue): string {
  switch (value.type) {
    case 'duration':
      return formatDuration(value.duration);
    case 'date':
      return formatDate(value.date);
    case 'name':
      return value.text;
    case 'list':
      return formatList(value.items, value.style);
  }
}

/** Written out, since loading a calendar of all locales for one format takes longer than a whole check. */
function formatDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${months[(month ?? 1) - 1] ?? ''} ${day ?? ''}, ${year ?? ''}`;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function formatList(items: readonly string[], style: 'plain' | 'quoted' | 'and'): string {
  if (style === 'and') return new Intl.ListFormat('en-US', { type: 'conjunction' }).format(items);
  return items.map((item) => (style === 'quoted' ? `"${item}"` : item)).join(', ');
}
