/** Modules of the public registry whose inputs are called as the attributes of their main resource. */
const modules: Readonly<Record<string, string>> = {
  alb: 'aws_lb',
  autoscaling: 'aws_launch_configuration',
  elasticache: 'aws_elasticache_replication_group',
  efs: 'aws_efs_file_system',
  'dynamodb-table': 'aws_dynamodb_table',
  'msk-kafka-cluster': 'aws_msk_cluster',
  opensearch: 'aws_opensearch_domain',
  rds: 'aws_db_instance',
  'rds-aurora': 'aws_rds_cluster',
  redshift: 'aws_redshift_cluster',
  's3-bucket': 'aws_s3_bucket',
  sns: 'aws_sns_topic',
  sqs: 'aws_sqs_queue',
};

const source = /^(?:registry\.terraform\.io\/)?terraform-aws-modules\/(?<name>[\w-]+)\/aws/u;

/** The type of resource that a module of a registry makes. */
export function madeByRegistryModule(name: string): string | undefined {
  const module = source.exec(name)?.groups?.['name'];
  return module === undefined ? undefined : modules[module];
}
