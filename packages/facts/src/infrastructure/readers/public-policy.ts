import type { ExposureFact } from '../../facts.ts';
import { statementsAt } from '../policy-document.ts';
import type { Statement } from '../policy-document.ts';
import type { ResourceReader } from '../reader.ts';
import { settingOf } from '../settings.ts';
import type { Resource, Stack } from '../stack.ts';

/** A resource's own policy that lets everybody in, without any condition. */
export const publicPolicyReader: ResourceReader = {
  types: [
    'aws_backup_vault_policy',
    'aws_ecr_repository',
    'aws_ecr_repository_policy',
    'aws_efs_file_system_policy',
    'aws_elasticsearch_domain',
    'aws_elasticsearch_domain_policy',
    'aws_glacier_vault',
    'aws_kms_key',
    'aws_lambda_layer_version_permission',
    'aws_opensearch_domain',
    'aws_opensearch_domain_policy',
    'aws_s3_access_point',
    'aws_s3_bucket',
    'aws_s3_bucket_policy',
    'aws_secretsmanager_secret',
    'aws_secretsmanager_secret_policy',
    'aws_sns_topic',
    'aws_sns_topic_policy',
    'aws_sqs_queue',
    'aws_sqs_queue_policy',
  ],
  read: readPolicy,
};

function readPolicy(resource: Resource, stack: Stack): readonly ExposureFact[] {
  const name = /_domain(?:_policy)?$/u.test(resource.type)
    ? 'access_policies'
    : resource.type === 'aws_glacier_vault'
      ? 'access_policy'
      : 'policy';
  const setting = settingOf(resource.block, name);
  if (setting.kind === 'absent') return [];
  const statements = statementsAt(setting.value, stack);
  if (statements === 'unknown' || !statements.some(letsEverybodyIn)) return [];
  return [
    {
      kind: 'exposure',
      at: setting.at,
      subject: `${resource.subject} ${name}`,
      resource: resource.spelled,
      public: true,
      written: 'a policy that allows every principal',
    },
  ];
}

/** A condition narrows who is meant, unless it speaks of TLS only. */
function letsEverybodyIn({ effect, principals, conditions }: Statement): boolean {
  const narrowing = conditions.filter(({ key }) => !/^aws:SecureTransport$/iu.test(key));
  return effect === 'Allow' && narrowing.length === 0 && principals.some(isAnybody);
}

/** Everybody, or somebody of every account. */
function isAnybody(principal: string): boolean {
  return principal === '*' || /^arn:aws[\w-]*:iam::\*:/u.test(principal);
}
