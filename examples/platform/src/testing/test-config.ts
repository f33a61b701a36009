import type { Config } from '../config.ts';

export const testConfig: Config = {
  port: 8443,
  databaseUrl: 'postgresql://platform@database.test/platform',
  publicUrl: 'https://platform.test',
  tls: { certificate: 'certificate.pem', key: 'key.pem' },
  sessionKey: 'a session key for tests',
  bucket: 'convexlabs-snapshots',
  redisUrl: 'rediss://cache.test',
  troth: { url: 'https://troth.test', token: 'a troth token for tests' },
  guard: { folder: 'guard', publicKey: 'the key of the test', pseudonymKey: Buffer.alloc(32) },
  stripe: { key: 'sk_test_none', webhookSecret: 'whsec_for_tests', price: 'price_team' },
  postmark: { token: 'a postmark token for tests', from: 'no-reply@platform.test' },
  google: { clientId: 'google-client', clientSecret: 'google-secret' },
  github: { clientId: 'github-client', clientSecret: 'github-secret' },
};
