import type { BoundValue, Segment } from '@troth/compiler';
import { formatDate } from './date.ts';
import { formatDuration } from './duration.ts';
import { formatList } from './list.ts';

/** A value of a rule or a setting, as the sentence says it. */
export function formatValue(value: BoundValue, locale: string): string {
  switch (value.type) {
    case 'duration':
      return formatDuration(value.duration, locale);
    case 'date':
      return formatDate(value.date, locale);
    case 'name':
      return value.text;
    case 'list':
      return formatList(value.items, value.style, locale);
  }
}

/** Segments as the text a reader sees. */
export function textOf(segments: readonly Segment[], locale: string): string {
  return segments
    .map((segment) => (segment.kind === 'text' ? segment.text : formatValue(segment.value, locale)))
    .join('');
}
