import type { Known, RetentionFact } from '../../facts.ts';
import type { ResourceReader } from '../reader.ts';
import { asText, blocksAt, settingOf, textOf } from '../settings.ts';
import type { Resource } from '../stack.ts';
import type { Block } from '../syntax.ts';

/** How long Google's bucket keeps objects and their old versions: its own lifecycle rules. */
export const googleBucketReader: ResourceReader = {
  types: ['google_storage_bucket'],
  read: readBucket,
};

function readBucket(bucket: Resource): readonly RetentionFact[] {
  const { block } = bucket;
  const rules = blocksAt(block, 'lifecycle_rule');
  const stated = rules
    .filter((rule) => textOf(rule, 'action.type') === 'Delete')
    .flatMap(windowsOf);
  const versioned = settingOf(block, 'versioning.enabled');
  const keepsVersions = versioned.kind === 'value' && asText(versioned.value) === 'true';
  const lacks = (what: Window['what']): boolean => !stated.some((one) => one.what === what);
  const windows: readonly Window[] = [
    ...stated,
    ...(lacks('objects')
      ? [
          {
            what: 'objects',
            at: block.header,
            days: rules.length > 0 ? 'unknown' : 'never',
          } as const,
        ]
      : []),
    ...(keepsVersions && lacks('versions')
      ? [{ what: 'versions', at: versioned.at, days: 'never' } as const]
      : []),
  ];
  const store = textOf(block, 'name');
  return windows.map((window) => ({
    kind: 'retention',
    subject: `${bucket.subject} ${window.what}`,
    resource: bucket.spelled,
    ...(store === undefined ? {} : { store }),
    ...window,
  }));
}

type Window = Pick<RetentionFact, 'what' | 'at' | 'days'>;

/** A rule speaks of old versions when it counts from there, or of what is archived only. */
function windowsOf(rule: Block): readonly Window[] {
  const noncurrent = settingOf(rule, 'condition.days_since_noncurrent_time');
  if (noncurrent.kind === 'value') {
    return [{ what: 'versions', at: noncurrent.at, days: daysOf(asText(noncurrent.value)) }];
  }
  const age = settingOf(rule, 'condition.age');
  if (age.kind === 'absent') return [];
  const isArchived = textOf(rule, 'condition.with_state') === 'ARCHIVED';
  const what = isArchived ? 'versions' : 'objects';
  return [{ what, at: age.at, days: daysOf(asText(age.value)) }];
}

function daysOf(text: string | undefined): Known<number> {
  const days = Number(text ?? Number.NaN);
  return Number.isFinite(days) ? days : 'unknown';
}
