/** How a resource type of CloudFormation says what one of Terraform says. */
export interface Spelling {
  /** Terraform's type; `aws_` and the words of the type unless said. */
  readonly type?: string;
  /** Properties whose own properties count as the resource's. */
  readonly lifts?: readonly string[];
  /** Properties that hold a document with words of its own. */
  readonly documents?: readonly string[];
  /** Properties at any depth that Terraform names otherwise than by the same words. */
  readonly names?: Readonly<Record<string, string>>;
}

const variables = { documents: ['Variables'] };
const policy = { names: { PolicyDocument: 'policy' } };
const search = {
  EncryptionAtRestOptions: 'encrypt_at_rest',
  NodeToNodeEncryptionOptions: 'node_to_node_encryption',
  ElasticsearchClusterConfig: 'cluster_config',
};
const rule = { CidrIp: 'cidr_ipv4', CidrIpv6: 'cidr_ipv6' };
const sse = { SSESpecification: 'server_side_encryption', SSEEnabled: 'enabled' };
const actions = { DefaultActions: 'default_action', RedirectConfig: 'redirect' };

/** Types that are not called by the same words, or whose properties are not. */
export const spellings: Readonly<Record<string, Spelling>> = {
  'AWS::AmazonMQ::Broker': { type: 'aws_mq_broker' },
  'AWS::ApiGateway::Deployment': { type: 'aws_api_gateway_deployment' },
  'AWS::ApiGateway::DomainName': { type: 'aws_api_gateway_domain_name' },
  'AWS::ApiGateway::Stage': { type: 'aws_api_gateway_stage' },
  'AWS::ApiGatewayV2::DomainName': {
    names: { DomainNameConfigurations: 'domain_name_configuration' },
  },
  'AWS::AutoScaling::LaunchConfiguration': { type: 'aws_launch_configuration' },
  'AWS::CloudFront::Distribution': {
    lifts: ['DistributionConfig'],
    names: { Origins: 'origin', CacheBehaviors: 'ordered_cache_behavior' },
  },
  'AWS::DAX::Cluster': { names: sse },
  'AWS::DMS::Endpoint': { names: { EngineName: 'engine_name' } },
  'AWS::DocDB::DBCluster': {
    type: 'aws_docdb_cluster',
    names: { DBClusterIdentifier: 'cluster_identifier' },
  },
  'AWS::DocDB::DBClusterParameterGroup': { type: 'aws_docdb_cluster_parameter_group' },
  'AWS::DynamoDB::GlobalTable': { type: 'aws_dynamodb_table', names: sse },
  'AWS::DynamoDB::Table': {
    names: { ...sse, TimeToLiveSpecification: 'ttl', TableName: 'name' },
  },
  'AWS::EC2::Instance': { type: 'aws_instance' },
  'AWS::EC2::LaunchTemplate': { type: 'aws_launch_template', lifts: ['LaunchTemplateData'] },
  'AWS::EC2::SecurityGroup': {
    type: 'aws_security_group',
    names: { ...rule, SecurityGroupIngress: 'ingress' },
  },
  'AWS::EC2::SecurityGroupIngress': {
    type: 'aws_vpc_security_group_ingress_rule',
    names: rule,
  },
  'AWS::EC2::SpotFleet': {
    type: 'aws_spot_fleet_request',
    lifts: ['SpotFleetRequestConfigData'],
    names: { LaunchSpecifications: 'launch_specification' },
  },
  'AWS::EC2::Volume': { type: 'aws_ebs_volume' },
  'AWS::ECR::Repository': { names: { RepositoryPolicyText: 'policy' } },
  'AWS::ECS::TaskDefinition': {
    names: { Volumes: 'volume', EFSVolumeConfiguration: 'efs_volume_configuration' },
  },
  'AWS::EKS::Cluster': { names: { ResourcesVpcConfig: 'vpc_config' } },
  'AWS::ElastiCache::CacheCluster': {
    type: 'aws_elasticache_cluster',
    names: { ClusterName: 'cluster_id' },
  },
  'AWS::ElasticLoadBalancing::LoadBalancer': {
    type: 'aws_elb',
    names: { Listeners: 'listener', Protocol: 'lb_protocol' },
  },
  'AWS::ElasticLoadBalancingV2::Listener': { type: 'aws_lb_listener', names: actions },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': { type: 'aws_lb' },
  'AWS::ElasticLoadBalancingV2::TargetGroup': { type: 'aws_lb_target_group' },
  'AWS::Elasticsearch::Domain': { names: search },
  'AWS::EMR::SecurityConfiguration': {
    documents: ['SecurityConfiguration'],
    names: { SecurityConfiguration: 'configuration' },
  },
  'AWS::IAM::Group': { type: 'aws_iam_group' },
  'AWS::IAM::GroupPolicy': { type: 'aws_iam_group_policy', ...policy },
  'AWS::IAM::ManagedPolicy': { type: 'aws_iam_policy', ...policy },
  'AWS::IAM::Policy': { type: 'aws_iam_inline_policy', ...policy },
  'AWS::IAM::Role': { names: { AssumeRolePolicyDocument: 'assume_role_policy' } },
  'AWS::IAM::UserPolicy': { type: 'aws_iam_user_policy', ...policy },
  'AWS::Kinesis::Stream': {
    lifts: ['StreamEncryption'],
    names: { RetentionPeriodHours: 'retention_period' },
  },
  'AWS::KinesisFirehose::DeliveryStream': {
    type: 'aws_kinesis_firehose_delivery_stream',
    names: { KinesisStreamSourceConfiguration: 'kinesis_source_configuration' },
  },
  'AWS::KMS::Key': { names: { KeyPolicy: 'policy' } },
  'AWS::Lambda::Function': variables,
  'AWS::Logs::LogGroup': {
    type: 'aws_cloudwatch_log_group',
    names: { LogGroupName: 'name' },
  },
  'AWS::Neptune::DBCluster': {
    type: 'aws_neptune_cluster',
    names: { DBClusterIdentifier: 'cluster_identifier' },
  },
  'AWS::Neptune::DBInstance': { type: 'aws_neptune_cluster_instance' },
  'AWS::OpenSearchService::Domain': { type: 'aws_opensearch_domain', names: search },
  'AWS::RDS::DBCluster': {
    type: 'aws_rds_cluster',
    names: {
      DBClusterIdentifier: 'cluster_identifier',
      SourceDBClusterIdentifier: 'replication_source_identifier',
    },
  },
  'AWS::RDS::DBClusterParameterGroup': { type: 'aws_rds_cluster_parameter_group' },
  'AWS::RDS::DBInstance': {
    type: 'aws_db_instance',
    names: {
      DBInstanceIdentifier: 'identifier',
      SourceDBInstanceIdentifier: 'replicate_source_db',
      DBSnapshotIdentifier: 'snapshot_identifier',
    },
  },
  'AWS::RDS::DBParameterGroup': { type: 'aws_db_parameter_group' },
  'AWS::Redshift::ClusterParameterGroup': {
    type: 'aws_redshift_parameter_group',
    names: {
      ParameterGroupFamily: 'family',
      Parameters: 'parameter',
      ParameterName: 'name',
      ParameterValue: 'value',
    },
  },
  'AWS::S3::Bucket': { names: { BucketName: 'bucket', AccessControl: 'acl' } },
  'AWS::S3::BucketPolicy': policy,
  'AWS::SecretsManager::ResourcePolicy': {
    type: 'aws_secretsmanager_secret_policy',
    names: { ResourcePolicy: 'policy' },
  },
  'AWS::Serverless::Function': variables,
  'AWS::Serverless::SimpleTable': { type: 'aws_dynamodb_table', names: sse },
  'AWS::SNS::Subscription': { type: 'aws_sns_topic_subscription' },
  'AWS::SNS::TopicPolicy': policy,
  'AWS::SQS::Queue': {
    names: { MessageRetentionPeriod: 'message_retention_seconds', QueueName: 'name' },
  },
  'AWS::SQS::QueuePolicy': policy,
};
