import type { Literal } from '../prose.ts';

const month =
  '(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)';
const number =
  '(?:\\d+|eine[mnrs]?|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|vierzehn|fünfzehn|zwanzig|dreißig|vierzig|sechzig|neunzig)';

/** Durations and dates as German says them; what is written the same in every language is elsewhere. */
export const germanLiterals: readonly Literal[] = [
  {
    what: 'a duration',
    pattern: new RegExp(
      `(?<!\\p{L})${number}[ -](?:Werk|Arbeits|Kalender)?(?:Stunde|Tag|Woche|Monat|Jahr)(?:e[ns]?|n|s)?(?!\\p{L})`,
      'giu',
    ),
  },
  {
    what: 'a date',
    pattern: new RegExp(
      `(?<!\\p{L})(?:\\d{1,2}\\. ?${month} \\d{4}|\\d{1,2}\\.\\d{1,2}\\.\\d{4})`,
      'gu',
    ),
  },
];
