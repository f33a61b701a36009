import type { Known, RetentionFact } from '../../facts.ts';
import { asText, blocksAt, settingOf, textOf } from '../settings.ts';
import { targetOf } from '../stack.ts';
import type { Setting } from '../settings.ts';
import type { Stack, Resource } from '../stack.ts';
import type { ResourceReader } from '../reader.ts';
import type { Block } from '../syntax.ts';

/**
 * How long a bucket keeps objects and their old versions: its lifecycle rules, in a resource of
 * their own (provider 4 and later) or in the bucket's block. Old versions of a versioned bucket stay for
 * ever unless a rule removes them.
 */
export const bucketRetentionReader: ResourceReader = {
  types: ['aws_s3_bucket'],
  read: readBucket,
};

interface Lifecycle {
  readonly rule: Block;
  readonly owner: Resource;
}

function readBucket(bucket: Resource, stack: Stack): readonly RetentionFact[] {
  const store = textOf(bucket.block, 'bucket');
  const named = store === undefined ? {} : { store };
  const rules = lifecyclesOf(bucket, stack).filter(({ rule }) => isEnabled(rule));
  const stated = rules.flatMap((one) => readRule(one).map((fact) => ({ ...fact, ...named })));
  const expires = stated.some(({ what }) => what === 'objects');
  const missing = (what: 'objects' | 'versions', at: RetentionFact['at']): RetentionFact => ({
    kind: 'retention',
    at,
    subject: `${bucket.subject} ${what}`,
    resource: bucket.spelled,
    what,
    // Rules that expire nothing are somebody's decision; whether it fits cannot be told from here.
    days: what === 'objects' && rules.length > 0 && !expires ? 'unknown' : 'never',
    ...named,
  });
  const versionedAt = versioningOf(bucket, stack);
  return [
    ...stated.map((fact) => afterExpiry(fact, stated)),
    ...(coversAll(stated, 'objects') ? [] : [missing('objects', bucket.block.header)]),
    ...(versionedAt === undefined || coversAll(stated, 'versions')
      ? []
      : [missing('versions', versionedAt)]),
  ];
}

function lifecyclesOf(bucket: Resource, stack: Stack): readonly Lifecycle[] {
  const own = ['lifecycle_rule', 'lifecycle_configuration.rules']
    .flatMap((path) => blocksAt(bucket.block, path))
    .map((rule) => ({ rule, owner: bucket }));
  const separate = stack.resources
    .filter(({ type }) => type === 'aws_s3_bucket_lifecycle_configuration')
    .filter((owner) => targetOf(owner, 'bucket', ['aws_s3_bucket'], stack) === bucket)
    .flatMap((owner) => blocksAt(owner.block, 'rule').map((rule) => ({ rule, owner })));
  return [...own, ...separate];
}

function isEnabled(rule: Block): boolean {
  const status = textOf(rule, 'status') ?? textOf(rule, 'enabled');
  return status === undefined || !['disabled', 'false'].includes(status.toLowerCase());
}

function readRule({ rule, owner }: Lifecycle): readonly RetentionFact[] {
  const prefix =
    textOf(rule, 'filter.prefix') ?? textOf(rule, 'filter.and.prefix') ?? textOf(rule, 'prefix');
  const id = textOf(rule, 'id') ?? prefix ?? '';
  const window = (what: 'objects' | 'versions', setting: Setting): readonly RetentionFact[] =>
    setting.kind === 'absent'
      ? []
      : [
          {
            kind: 'retention',
            at: setting.at,
            subject: `${owner.subject} ${id} ${what}`,
            resource: owner.spelled,
            what,
            days: daysOf(setting),
            ...(prefix === undefined || prefix === '' ? {} : { prefix }),
          },
        ];
  return [
    ...window('objects', firstSet(rule, ['expiration.days', 'expiration_in_days'])),
    ...window(
      'versions',
      firstSet(rule, [
        'noncurrent_version_expiration.noncurrent_days',
        'noncurrent_version_expiration.days',
        'noncurrent_version_expiration_in_days',
      ]),
    ),
  ];
}

/** What expires becomes an old version first, so the two windows of the same objects add up. */
function afterExpiry(fact: RetentionFact, stated: readonly RetentionFact[]): RetentionFact {
  if (fact.what !== 'versions') return fact;
  const before = stated.find(({ what, prefix }) => what === 'objects' && prefix === fact.prefix);
  return typeof before?.days === 'number' ? { ...fact, after: before.days } : fact;
}

function firstSet(rule: Block, paths: readonly string[]): Setting {
  const settings = paths.map((path) => settingOf(rule, path));
  return settings.find(({ kind }) => kind === 'value') ?? { kind: 'absent', at: rule.header };
}

function daysOf(setting: Setting): Known<number> {
  const days = setting.kind === 'absent' ? Number.NaN : Number(asText(setting.value) ?? Number.NaN);
  return Number.isFinite(days) ? days : 'unknown';
}

/** A rule without a prefix reaches the whole bucket; rules with one leave the rest. */
function coversAll(facts: readonly RetentionFact[], what: RetentionFact['what']): boolean {
  return facts.some((fact) => fact.what === what && fact.prefix === undefined);
}

/** Where versioning is switched on; absent when it is not. */
function versioningOf(bucket: Resource, stack: Stack): RetentionFact['at'] | undefined {
  const own = settingOf(bucket.block, 'versioning.enabled');
  if (own.kind === 'value' && asText(own.value) === 'true') return own.at;
  const template = settingOf(bucket.block, 'versioning_configuration.status');
  if (template.kind === 'value' && asText(template.value) === 'Enabled') return template.at;
  const separate = stack.resources
    .filter(({ type }) => type === 'aws_s3_bucket_versioning')
    .filter((owner) => targetOf(owner, 'bucket', ['aws_s3_bucket'], stack) === bucket)
    .map((owner) => settingOf(owner.block, 'versioning_configuration.status'))
    .find((status) => status.kind === 'value' && asText(status.value) === 'Enabled');
  return separate?.at;
}
