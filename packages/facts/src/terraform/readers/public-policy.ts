import type { ExposureFact } from '../../facts.ts';
import { settingOf } from '../folder.ts';
import type { Folder, Resource } from '../folder.ts';
import { statementsAt } from '../policy-document.ts';
import type { Statement } from '../policy-document.ts';
import type { ResourceReader } from '../reader.ts';

/** A resource's own policy that lets everybody in, without any condition. */
export const publicPolicyReader: ResourceReader = {
  types: [
    'aws_s3_bucket_policy',
    'aws_sqs_queue',
    'aws_sqs_queue_policy',
    'aws_sns_topic',
    'aws_sns_topic_policy',
    'aws_ecr_repository_policy',
    'aws_kms_key',
    'aws_secretsmanager_secret_policy',
    'aws_elasticsearch_domain_policy',
    'aws_opensearch_domain_policy',
  ],
  read: readPolicy,
};

function readPolicy(resource: Resource, folder: Folder): readonly ExposureFact[] {
  const name = resource.type.endsWith('_domain_policy') ? 'access_policies' : 'policy';
  const setting = settingOf(resource.block, name, folder.scope);
  if (resource.mode === 'data' || setting.kind === 'absent') return [];
  const statements = statementsAt(setting.value, folder);
  if (statements === 'unknown' || !statements.some(letsEverybodyIn)) return [];
  return [
    {
      kind: 'exposure',
      at: setting.at,
      subject: `${resource.address} ${name}`,
      resource: resource.type,
      public: true,
      written: 'a policy that allows every principal',
    },
  ];
}

function letsEverybodyIn({ effect, principals, conditioned }: Statement): boolean {
  return effect === 'Allow' && !conditioned && principals.includes('*');
}
