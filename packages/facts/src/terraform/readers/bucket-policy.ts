import type { CleartextFact } from '../../facts.ts';
import { settingOf } from '../folder.ts';
import type { Folder, Resource } from '../folder.ts';
import { statementsAt } from '../policy-document.ts';
import type { ResourceReader } from '../reader.ts';

/** A bucket's policy that does not refuse requests without TLS; S3 itself answers them. */
export const bucketPolicyReader: ResourceReader = {
  types: ['aws_s3_bucket_policy'],
  read: readPolicy,
};

function readPolicy(resource: Resource, folder: Folder): readonly CleartextFact[] {
  const setting = settingOf(resource.block, 'policy', folder.scope);
  if (setting.kind === 'absent') return [];
  const statements = statementsAt(setting.value, folder);
  if (statements === 'unknown' || statements.some(({ tls }) => tls)) return [];
  return [
    {
      kind: 'cleartext',
      at: setting.at,
      subject: `${resource.address} policy`,
      protocol: 'http',
      written: 'a bucket policy without aws:SecureTransport',
    },
  ];
}
