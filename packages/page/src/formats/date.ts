/**
 * A calendar date in the locale's long form, `March 1, 2026`. It has no zone: it reads the same everywhere.
 * @param date `YYYY-MM-DD`
 */
export function formatDate(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}
