import { randomBytes } from 'node:crypto';

/** URL of a server on which databases may be made; absent: those tests are skipped and say so. */
export const TEST_POSTGRES_URL: string | undefined =
  process.env['TEST_POSTGRES_URL'] === '' ? undefined : process.env['TEST_POSTGRES_URL'];

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A fresh database on the real server. */
export async function makeDatabase(server: string): Promise<TestDatabase> {
  const name = `troth_service_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function onServer(server: string, sql: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
