import { parseDuration } from '@troth/language';
import { listOfNames } from '../bound-value.ts';
import type { GrantRule, Right } from '../rules.ts';
import { proven } from '../proven.ts';
import { data, defineVerb, ids, keys, type Verb } from '../verb.ts';

interface RawGrant {
  readonly rights: readonly Right[];
  readonly data?: readonly string[] | 'all';
  readonly regions?: readonly string[];
  readonly channel?: 'dashboard' | 'email' | 'link';
  readonly within?: string;
  readonly extension?: string;
  readonly appeal?: string;
  readonly to?: readonly string[];
}

const rights: readonly Right[] = [
  'access',
  'rectify',
  'erase',
  'export',
  'portability',
  'restrict',
  'object',
];

/** Rights of data subjects: over which data, where, by which channel, answered within which time. */
export const grant: Verb = defineVerb<RawGrant>(
  'grant',
  {
    ...keys(['rights'], {
      rights: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: rights } },
      data,
      regions: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
      channel: { enum: ['dashboard', 'email', 'link'] },
      within: { type: 'string', format: 'duration' },
      extension: { type: 'string', format: 'duration' },
      appeal: { type: 'string', format: 'duration' },
      to: ids,
    }),
    dependentRequired: { extension: ['within'] },
  },
  (raw, scope) => {
    const times = timesOf(raw);
    const regions = scope.regions(raw.regions ?? [], 'regions');
    const rule: GrantRule = {
      verb: 'grant',
      rights: raw.rights,
      data: scope.data(raw.data ?? 'all', 'data'),
      regions,
      ...(raw.channel && { channel: raw.channel }),
      ...times,
      purposes: scope.purposes(raw.to ?? [], 'to'),
    };
    return {
      rule,
      bindings: {
        regions: listOfNames(scope, 'regions', regions),
        ...Object.fromEntries(
          Object.entries(times).map(([key, duration]) => [key, { type: 'duration', duration }]),
        ),
      },
    };
  },
);

function timesOf(raw: RawGrant): Pick<GrantRule, 'within' | 'extension' | 'appeal'> {
  const { within, extension, appeal } = raw;
  return {
    ...(within !== undefined && { within: proven(parseDuration(within)) }),
    ...(extension !== undefined && { extension: proven(parseDuration(extension)) }),
    ...(appeal !== undefined && { appeal: proven(parseDuration(appeal)) }),
  };
}
