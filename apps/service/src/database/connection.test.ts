import { describe, expect, test } from 'vitest';
import { connectionTo } from './connection.ts';

test('over the network what a URL says of TLS counts for nothing', () => {
  for (const said of ['sslmode=disable', 'sslmode=no-verify', 'ssl=0', 'uselibpqcompat=true']) {
    const connection = connectionTo(`postgres://a@db.internal/troth?${said}`, 'TLSv1.3');

    expect(connection).toEqual({
      connectionString: 'postgres://a@db.internal/troth',
      ssl: { minVersion: 'TLSv1.3', rejectUnauthorized: true },
    });
  }
});

describe('only loopback is reached without TLS', () => {
  test.each(['127.0.0.1', 'localhost', '[::1]'])('%s', (host) => {
    expect(connectionTo(`postgres://a@${host}/troth`, 'TLSv1.3')).not.toHaveProperty('ssl');
  });

  test.each(['127.0.0.1.example', 'localhost.example', '10.0.0.1', '[::2]'])('not %s', (host) => {
    expect(connectionTo(`postgres://a@${host}/troth`, 'TLSv1.2')).toHaveProperty('ssl');
  });
});
