import { added } from './fix-block.ts';
import type { Edit, Place } from './fix-place.ts';
import { replaced } from './fix-place.ts';

/** A window that is too long becomes the promised one, in the unit it is written in. */
export function shortened(place: Place, days: number): Edit | undefined {
  return inSettings(place, days) ?? inCode(place, days);
}

/** A log that keeps its entries for ever gets an end. */
export function ended(place: Place, days: number): Edit | undefined {
  const allowed = longest(days, logDays);
  const isLog = /^resource\s+"aws_cloudwatch_log_group"/.test(place.text.slice(place.start));
  return !isLog || allowed === undefined
    ? undefined
    : added(place, 'retention_in_days', String(allowed));
}

const setting =
  /^["']?(?<name>\w*(?:retention|days|Days|Retention|seconds|Seconds)\w*)["']?\s*[:=]\s*["']?(?<bad>\d+)s?["']?$/;

function inSettings(place: Place, days: number): Edit | undefined {
  const name = setting.exec(place.written)?.groups?.['name'];
  if (name === undefined) return undefined;
  const amount = amountOf(name, days, place);
  return amount === undefined || amount < 1 ? undefined : replaced(place, setting, String(amount));
}

function amountOf(name: string, days: number, { text }: Place): number | undefined {
  if (/seconds/i.test(name)) return Math.floor(days * 86_400);
  // Azure keeps its logs for thirty days at least; Kinesis and its kin count hours under a name of no unit.
  if (/azurerm_|period_in_hours|aws_kinesis|google_/.test(text)) return undefined;
  if (/^retention_?in_?days$/i.test(name)) return longest(days, logDays);
  return Math.floor(days);
}

/** Days that CloudWatch takes. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const logDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731];

function longest(days: number, allowed: readonly number[]): number | undefined {
  return allowed.findLast((one) => one <= days);
}

/** Days as dates are reckoned with: each way says that it counts days. */
const reckonings: readonly RegExp[] = [
  /\bsubDays\([^;]*,\s*(?<bad>\d+)\s*\)/,
  /\.(?:subtract|minus)\(\s*(?<bad>\d+)\s*,\s*['"](?:days?|d)['"]/,
  /\bdays:\s*(?<bad>\d+)/,
  /\binterval\s+'?\s*(?<bad>\d+)\s*'?\s*days?\b/i,
  /(?<![\d*]\s*)(?<bad>\d+)\s*\*\s*(?:24\s*\*\s*(?:60\s*\*\s*60\s*\*\s*1000|3600\s*\*\s*1000|3_?600_?000)|86_?400_?000|86_?400\s*\*\s*1000|(?:MS_PER_|MS_IN_|ONE_)?DAY(?:_IN_MS|_MS)?\b)/,
];

function inCode(place: Place, days: number): Edit | undefined {
  if (days < 1) return undefined;
  for (const pattern of reckonings) {
    const edit = replaced(place, pattern, String(Math.floor(days)));
    if (edit !== undefined) return edit;
  }
  return undefined;
}
