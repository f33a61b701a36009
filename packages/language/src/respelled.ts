import { surelyMeant } from '@troth/diagnostics';
import { isDate, parseCipher, parseDuration, parseTlsVersion } from './units.ts';

/**
 * The value as the language spells it, where the text can mean nothing else: `14d`, `P14D`,
 * `14 dayz`, `2026-3-1`, `TLSv1.3`, `AES256`. `undefined` for everything that leaves a doubt.
 */
export function respelled(
  format: 'duration' | 'date' | 'tls' | 'cipher' | 'id',
  text: string,
): string | undefined {
  switch (format) {
    case 'duration':
      return checked(durationOf(text.trim()), parseDuration);
    case 'date':
      return checked(dateOf(text.trim()), (date) => isDate(date) || undefined);
    case 'tls':
      return checked(
        /^tls[ _-]*v?(1\.[0-3])$/i.exec(text.trim())?.[1]?.replace(/^/, 'TLS '),
        parseTlsVersion,
      );
    case 'cipher':
      return checked(
        /^aes[ _-]*(128|192|256)$/i.exec(text.trim())?.[1]?.replace(/^/, 'AES-'),
        parseCipher,
      );
    case 'id':
      return undefined;
  }
}

function checked(
  spelled: string | undefined,
  parse: (text: string) => unknown,
): string | undefined {
  return spelled !== undefined && parse(spelled) !== undefined ? spelled : undefined;
}

/** `m` and `min` are no units here: they may be minutes or months. */
const units: Readonly<Record<string, string>> = {
  h: 'hour',
  hr: 'hour',
  hrs: 'hour',
  d: 'day',
  w: 'week',
  wk: 'week',
  wks: 'week',
  mo: 'month',
  y: 'year',
  yr: 'year',
  yrs: 'year',
};

const isoUnits: Readonly<Record<string, string>> = {
  D: 'day',
  W: 'week',
  M: 'month',
  Y: 'year',
};

function durationOf(text: string): string | undefined {
  const iso = /^P(\d{1,5})([DWMY])$/.exec(text);
  const isoHours = /^PT(\d{1,5})H$/.exec(text);
  if (isoHours) return spelledOut(isoHours[1], 'hour');
  if (iso) return spelledOut(iso[1], isoUnits[iso[2] ?? '']);
  const match = /^(\d{1,5})[\s_-]*([a-z]+)\.?$/i.exec(text);
  const word = match?.[2]?.toLowerCase() ?? '';
  return spelledOut(match?.[1], units[word] ?? wholeUnit(word));
}

function wholeUnit(word: string): string | undefined {
  const whole = ['hour', 'day', 'week', 'month', 'year'];
  if (whole.includes(word)) return word;
  const meant = surelyMeant(
    word,
    whole.map((unit) => `${unit}s`),
  );
  return meant?.slice(0, -1);
}

function spelledOut(amount: string | undefined, unit: string | undefined): string | undefined {
  if (amount === undefined || unit === undefined) return undefined;
  return `${Number(amount)} ${unit}${Number(amount) === 1 ? '' : 's'}`;
}

/** Year first: anything else may be read in two ways. */
function dateOf(text: string): string | undefined {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  const [, year = '', month = '', day = ''] = match ?? [];
  return match ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
}
