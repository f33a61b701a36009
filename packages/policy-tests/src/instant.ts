import { isDate } from '@troth/language';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A day (its first instant in UTC) or an instant with its offset; `undefined` for anything else. */
export function instantOf(text: string): Date | undefined {
  if (!isDate(text.slice(0, 10))) return undefined;
  if (text.length > 10 && !INSTANT.test(text)) return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
