/** Ports at which stores of data answer, by what usually listens there. */
export const storePorts: ReadonlyMap<number, string> = new Map([
  [1433, 'SQL Server'],
  [1521, 'Oracle'],
  [2379, 'etcd'],
  [3306, 'MySQL'],
  [5432, 'PostgreSQL'],
  [5984, 'CouchDB'],
  [6379, 'Redis'],
  [7000, 'Cassandra'],
  [7474, 'Neo4j'],
  [7687, 'Neo4j'],
  [8086, 'InfluxDB'],
  [8123, 'ClickHouse'],
  [8529, 'ArangoDB'],
  [9042, 'Cassandra'],
  [9092, 'Kafka'],
  [9200, 'Elasticsearch'],
  [9300, 'Elasticsearch'],
  [11_211, 'Memcached'],
  [26_257, 'CockroachDB'],
  [27_017, 'MongoDB'],
]);

const storeImages = new Set(
  (
    'postgres postgresql postgis pgvector timescaledb timescaledb-ha mysql mysql-server mariadb percona ' +
    'mongo mongodb mongodb-community-server redis redis-stack redis-stack-server valkey keydb dragonfly ' +
    'memcached elasticsearch opensearch cassandra scylla couchdb neo4j influxdb clickhouse ' +
    'clickhouse-server cockroach etcd minio kafka redpanda rabbitmq meilisearch typesense qdrant ' +
    'weaviate questdb arangodb'
  ).split(' '),
);

/** Whether an image, with or without registry and tag, is of a program that keeps data. */
export function isStoreImage(image: string): boolean {
  const [path = ''] = image.split(/[@]|:(?=[^/]*$)/);
  return storeImages.has(path.slice(path.lastIndexOf('/') + 1)) || path.includes('/mssql/');
}
