import type { Known, RetentionFact } from '../../facts.ts';
import { asText, blocksAt, settingOf, targetOf, textOf } from '../folder.ts';
import type { Folder, Resource, Setting } from '../folder.ts';
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

function readBucket(bucket: Resource, folder: Folder): readonly RetentionFact[] {
  if (bucket.mode === 'data') return [];
  const store = textOf(bucket.block, 'bucket', folder.scope);
  const named = store === undefined ? {} : { store };
  const rules = lifecyclesOf(bucket, folder).filter(({ rule }) => isEnabled(rule, folder));
  const stated = rules.flatMap((one) =>
    readRule(one, folder).map((fact) => ({ ...fact, ...named })),
  );
  const missing = (what: 'objects' | 'versions', at: RetentionFact['at']): RetentionFact => ({
    kind: 'retention',
    at,
    subject: `${bucket.address} ${what}`,
    resource: bucket.type,
    what,
    days: 'never',
    ...named,
  });
  const versionedAt = versioningOf(bucket, folder);
  return [
    ...stated,
    ...(coversAll(stated, 'objects') ? [] : [missing('objects', bucket.block.header)]),
    ...(versionedAt === undefined || coversAll(stated, 'versions')
      ? []
      : [missing('versions', versionedAt)]),
  ];
}

function lifecyclesOf(bucket: Resource, folder: Folder): readonly Lifecycle[] {
  const own = blocksAt(bucket.block, 'lifecycle_rule').map((rule) => ({ rule, owner: bucket }));
  const separate = folder.resources
    .filter(({ type }) => type === 'aws_s3_bucket_lifecycle_configuration')
    .filter((owner) => targetOf(owner, 'bucket', ['aws_s3_bucket'], folder) === bucket)
    .flatMap((owner) => blocksAt(owner.block, 'rule').map((rule) => ({ rule, owner })));
  return [...own, ...separate];
}

function isEnabled(rule: Block, { scope }: Folder): boolean {
  const status = textOf(rule, 'status', scope) ?? textOf(rule, 'enabled', scope);
  return status === undefined || ['enabled', 'true'].includes(status.toLowerCase());
}

function readRule({ rule, owner }: Lifecycle, folder: Folder): readonly RetentionFact[] {
  const { scope } = folder;
  const prefix =
    textOf(rule, 'filter.prefix', scope) ??
    textOf(rule, 'filter.and.prefix', scope) ??
    textOf(rule, 'prefix', scope);
  const id = textOf(rule, 'id', scope) ?? prefix ?? '';
  const window = (what: 'objects' | 'versions', setting: Setting): readonly RetentionFact[] =>
    setting.kind === 'absent'
      ? []
      : [
          {
            kind: 'retention',
            at: setting.at,
            subject: `${owner.address} ${id} ${what}`,
            resource: owner.type,
            what,
            days: daysOf(setting),
            ...(prefix === undefined || prefix === '' ? {} : { prefix }),
          },
        ];
  const old = settingOf(rule, 'noncurrent_version_expiration.noncurrent_days', scope);
  const legacy = settingOf(rule, 'noncurrent_version_expiration.days', scope);
  return [
    ...window('objects', settingOf(rule, 'expiration.days', scope)),
    ...window('versions', old.kind === 'absent' ? legacy : old),
  ];
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
function versioningOf(bucket: Resource, folder: Folder): RetentionFact['at'] | undefined {
  const own = settingOf(bucket.block, 'versioning.enabled', folder.scope);
  if (own.kind === 'value' && asText(own.value) === 'true') return own.at;
  const separate = folder.resources
    .filter(({ type }) => type === 'aws_s3_bucket_versioning')
    .filter((owner) => targetOf(owner, 'bucket', ['aws_s3_bucket'], folder) === bucket)
    .map((owner) => settingOf(owner.block, 'versioning_configuration.status', folder.scope))
    .find((status) => status.kind === 'value' && asText(status.value) === 'Enabled');
  return separate?.at;
}
