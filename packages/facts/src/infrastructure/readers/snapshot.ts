import type { StorageFact } from '../../facts.ts';
import type { ResourceReader } from '../reader.ts';
import { answersOf } from '../row.ts';
import { settingOf } from '../settings.ts';
import { targetOf } from '../stack.ts';
import type { Resource, Stack } from '../stack.ts';
import { awsStorage } from '../tables/storage/aws.ts';

/** A snapshot is encrypted as the store that it is taken of. */
export const snapshotReader: ResourceReader = {
  types: ['aws_db_cluster_snapshot', 'aws_db_snapshot', 'aws_ebs_snapshot'],
  read: readSnapshot,
};

const sources: Readonly<Record<string, readonly [attribute: string, type: string]>> = {
  aws_db_cluster_snapshot: ['db_cluster_identifier', 'aws_rds_cluster'],
  aws_db_snapshot: ['db_instance_identifier', 'aws_db_instance'],
  aws_ebs_snapshot: ['volume_id', 'aws_ebs_volume'],
};

function readSnapshot(snapshot: Resource, stack: Stack): readonly StorageFact[] {
  const [attribute = '', type = ''] = sources[snapshot.type] ?? [];
  const source = targetOf(snapshot, attribute, [type], stack);
  if (source === undefined) return [];
  const isOpen = answersOf(awsStorage, source, stack).some(({ says }) => says === false);
  if (!isOpen) return [];
  return [
    {
      kind: 'storage',
      at: settingOf(snapshot.block, attribute).at,
      subject: `${snapshot.subject} ${attribute}`,
      resource: snapshot.spelled,
      encrypted: false,
    },
  ];
}
