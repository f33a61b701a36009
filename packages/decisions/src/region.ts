import type { Region } from '@troth/compiler';

/** ISO 3166-1 alpha-2, officially assigned. */
const COUNTRIES: ReadonlySet<string> = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS ' +
    'BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE ' +
    'EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM ' +
    'HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC ' +
    'LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA ' +
    'NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
    'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO ' +
    'TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

const SUBDIVISION = /^([A-Z]{2})-[A-Z0-9]{1,3}$/;

export interface KnownRegions {
  /** Of the world, and of the policy's regions. */
  readonly countries: ReadonlySet<string>;
  /** Them and the policy's regions. */
  readonly named: ReadonlySet<string>;
  /** Those of them that are two capital letters, by `placeOf`. */
  readonly twoLetters: Uint8Array;
}

export function knownRegions(regions: readonly Region[]): KnownRegions {
  const countries = new Set([...COUNTRIES, ...regions.flatMap((region) => region.countries)]);
  const named = new Set([...countries, ...regions.map(({ id }) => id)]);
  const twoLetters = new Uint8Array(26 * 26);
  for (const id of named) if (/^[A-Z]{2}$/.test(id)) twoLetters[placeOf(id)] = 1;
  return { countries, named, twoLetters };
}

/** A country or a region of the policy. Two letters are looked up without hashing: half the cost. */
export function isNamedRegion(id: string, { named, twoLetters }: KnownRegions): boolean {
  return (id.length === 2 && twoLetters[placeOf(id)] === 1) || named.has(id);
}

/** A country, a region of the policy, or a subdivision of a country (`US-CA`, ISO 3166-2). */
export function isKnownRegion(id: string, regions: KnownRegions): boolean {
  if (isNamedRegion(id, regions)) return true;
  const country = SUBDIVISION.exec(id)?.[1];
  return country !== undefined && regions.countries.has(country);
}

const CAPITAL_A = 65;

/** Of two capital letters; other letters land anywhere, or nowhere. */
function placeOf(id: string): number {
  const second = id.charCodeAt(1) - CAPITAL_A;
  return second < 0 || second > 25 ? -1 : (id.charCodeAt(0) - CAPITAL_A) * 26 + second;
}
