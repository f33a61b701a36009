import type { CleartextFact } from '../../facts.ts';
import { statementsAt } from '../policy-document.ts';
import type { Statement } from '../policy-document.ts';
import type { ResourceReader } from '../reader.ts';
import { settingOf } from '../settings.ts';
import { targetOf } from '../stack.ts';
import type { Resource, Stack } from '../stack.ts';
import type { Expression } from '../syntax.ts';

/**
 * A bucket answers requests without TLS unless a policy refuses them: one of its own, or one that names
 * it. A policy whose bucket stands elsewhere is reported itself.
 */
export const bucketPolicyReader: ResourceReader = {
  types: ['aws_s3_bucket', 'aws_s3_bucket_policy'],
  read: readTransport,
};

function readTransport(resource: Resource, stack: Stack): readonly CleartextFact[] {
  if (resource.type === 'aws_s3_bucket') return readBucket(resource, stack);
  const setting = settingOf(resource.block, 'policy');
  const isOfBucket = targetOf(resource, 'bucket', ['aws_s3_bucket'], stack) !== undefined;
  if (setting.kind === 'absent' || isOfBucket) return [];
  return refusesCleartext(setting.value, stack) === false
    ? [factAt(resource, setting.at, 'a bucket policy that does not refuse requests without TLS')]
    : [];
}

function readBucket(bucket: Resource, stack: Stack): readonly CleartextFact[] {
  const own = settingOf(bucket.block, 'policy');
  const policies = stack.resources.filter(({ type }) => type === 'aws_s3_bucket_policy');
  const named = policies.filter(
    (policy) => targetOf(policy, 'bucket', ['aws_s3_bucket'], stack) === bucket,
  );
  const settings = [own, ...named.map(({ block }) => settingOf(block, 'policy'))];
  const given = settings.flatMap((one) => (one.kind === 'value' ? [one.value] : []));
  // Without a policy that is known to be the bucket's, one of an unknown bucket may be.
  const isOpen = given.length === 0 && policies.some((policy) => !namesBucket(policy, stack));
  const refusals = given.map((value) => refusesCleartext(value, stack));
  if (isOpen || refusals.includes(true) || refusals.includes('unknown')) return [];
  if (given.length === 0 && !bucket.isWhole) return [];
  const at = own.kind === 'value' ? own.at : bucket.block.header;
  return [factAt(bucket, at, 'a bucket without a policy that refuses requests without TLS')];
}

function namesBucket(policy: Resource, stack: Stack): boolean {
  const setting = settingOf(policy.block, 'bucket');
  if (targetOf(policy, 'bucket', ['aws_s3_bucket'], stack) !== undefined) return true;
  return setting.kind === 'value' && setting.value.kind === 'string';
}

function refusesCleartext(policy: Expression, stack: Stack): boolean | 'unknown' {
  const statements = statementsAt(policy, stack);
  if (statements === 'unknown') return statements;
  const refusals = statements.filter(isRefusal);
  if (statements.some(isGrantByTls) || refusals.some(namesObjects)) return true;
  // A refusal that names nothing, or by a word alone: not a yes, not a no.
  return refusals.some(({ resources }) => resources.every(isBareWord)) ? 'unknown' : false;
}

/** The objects of a bucket, and not the bucket alone. */
function namesObjects({ resources }: Statement): boolean {
  return resources.some((resource) => resource.endsWith('*'));
}

/** Dotted words in a text: a reference that was never filled in. */
function isBareWord(resource: string): boolean {
  return /^\w+(?:\.\w+)+$/u.test(resource);
}

function isRefusal(statement: Statement): boolean {
  const { effect, actions, principals, conditions } = statement;
  return (
    effect === 'Deny' &&
    actions.some((action) => action === '*' || /^s3:(?:\*|Get|Put)/iu.test(action)) &&
    principals.includes('*') &&
    conditions.some(
      ({ key, values }) =>
        /^aws:SecureTransport$/iu.test(key) && values.some((value) => /^false$/iu.test(value)),
    )
  );
}

/** What a policy grants to everybody by TLS alone, nobody gets without. */
function isGrantByTls({ effect, principals, conditions }: Statement): boolean {
  return (
    effect === 'Allow' &&
    principals.includes('*') &&
    conditions.some(
      ({ key, values }) => /^aws:SecureTransport$/iu.test(key) && values.includes('true'),
    )
  );
}

function factAt(resource: Resource, at: CleartextFact['at'], written: string): CleartextFact {
  const subject = `${resource.subject} policy`;
  return { kind: 'cleartext', at, subject, protocol: 'http', written };
}
