-- Three fictional people, so that a walk-through has something to erase.
-- u-1001 has a paid plan, three runs and snapshots; u-1002 signs in through GitHub; u-1003 is new.
-- The password of u-1001 and u-1003 is "fictional-password".

INSERT INTO "Account" ("id", "name", "email", "passwordHash", "createdAt") VALUES
  ('u-1001', 'Ada Marsh', 'ada.marsh@example.test', '$argon2id$v=19$m=19456,t=2,p=1$wP/uAMD/7gDA/+4AwP/uAA$+YzQXqq0N+CGD2yQou9BH3W5FARKfgWiUerw3DLeXnw', '2026-03-02 09:00:00'),
  ('u-1002', 'Bo Lindqvist', 'bo.lindqvist@example.test', NULL, '2026-04-11 14:30:00'),
  ('u-1003', 'Chidi Okafor', 'chidi.okafor@example.test', '$argon2id$v=19$m=19456,t=2,p=1$wP/uAMD/7gDA/+4AwP/uAA$+YzQXqq0N+CGD2yQou9BH3W5FARKfgWiUerw3DLeXnw', '2026-11-01 08:15:00');

INSERT INTO "Identity" ("id", "accountId", "provider", "email", "createdAt") VALUES
  ('i-1002', 'u-1002', 'github', 'bo.lindqvist@example.test', '2026-04-11 14:30:00');

INSERT INTO "Run" ("id", "accountId", "name", "configuration", "status", "startedAt", "finishedAt") VALUES
  ('r-2001', 'u-1001', 'tide-gauge baseline', '{"model": "tcn-small", "learningRate": 0.001, "epochs": 20}', 'completed', '2026-09-01 10:00:00', '2026-09-01 12:40:00'),
  ('r-2002', 'u-1001', 'tide-gauge wider window', '{"model": "tcn-small", "learningRate": 0.0005, "epochs": 40, "window": 96}', 'completed', '2026-09-03 10:00:00', '2026-09-03 15:05:00'),
  ('r-2003', 'u-1001', 'tide-gauge ablation', '{"model": "tcn-tiny", "learningRate": 0.001, "epochs": 20}', 'failed', '2026-09-04 08:00:00', '2026-09-04 08:02:00'),
  ('r-2004', 'u-1002', 'birdsong classifier', '{"model": "conformer-s", "batchSize": 64}', 'running', '2026-11-20 18:00:00', NULL);

INSERT INTO "Metric" ("id", "runId", "name", "step", "value", "recordedAt") VALUES
  ('m-3001', 'r-2001', 'loss', 1, 0.91, '2026-09-01 10:08:00'),
  ('m-3002', 'r-2001', 'loss', 2, 0.74, '2026-09-01 10:16:00'),
  ('m-3003', 'r-2001', 'loss', 3, 0.69, '2026-09-01 10:24:00'),
  ('m-3004', 'r-2002', 'loss', 1, 0.88, '2026-09-03 10:08:00'),
  ('m-3005', 'r-2002', 'loss', 2, 0.61, '2026-09-03 10:16:00'),
  ('m-3006', 'r-2004', 'accuracy', 1, 0.42, '2026-11-20 18:30:00'),
  ('m-3007', 'r-2004', 'accuracy', 2, 0.57, '2026-11-20 19:00:00');

-- The objects themselves are the files below seed/objects, by the same keys.
INSERT INTO "Snapshot" ("id", "runId", "step", "objectKey", "sizeBytes", "createdAt") VALUES
  ('s-4001', 'r-2001', 10, 'accounts/u-1001/snapshots/s-4001', 27, '2026-09-01 11:20:00'),
  ('s-4002', 'r-2001', 20, 'accounts/u-1001/snapshots/s-4002', 27, '2026-09-01 12:40:00'),
  ('s-4003', 'r-2002', 40, 'accounts/u-1001/snapshots/s-4003', 27, '2026-09-03 15:05:00'),
  ('s-4004', 'r-2004', 1, 'accounts/u-1002/snapshots/s-4004', 27, '2026-11-20 18:30:00');

INSERT INTO "Dataset" ("id", "accountId", "name", "objectKey", "sizeBytes", "createdAt") VALUES
  ('d-5001', 'u-1001', 'tide gauges 2020-2025', 'accounts/u-1001/datasets/d-5001', 26, '2026-08-30 16:00:00'),
  ('d-5002', 'u-1002', 'garden recordings', 'accounts/u-1002/datasets/d-5002', 26, '2026-11-19 20:00:00');

INSERT INTO "UsageEvent" ("id", "accountId", "kind", "at") VALUES
  ('e-6001', 'u-1001', 'run-started', '2026-09-01 10:00:00'),
  ('e-6002', 'u-1001', 'run-finished', '2026-09-01 12:40:00'),
  ('e-6003', 'u-1002', 'signed-in', '2026-11-20 17:58:00'),
  ('e-6004', 'u-1003', 'signed-in', '2026-11-01 08:15:00');

INSERT INTO "RequestLog" ("id", "accountId", "method", "route", "status", "durationMs", "ip", "browser", "os", "referrer", "at") VALUES
  ('l-7001', 'u-1001', 'POST', '/runs', 201, 12, '192.0.2.17', 'Firefox', 'Linux', 'https://app.example.test/runs', '2026-11-18 10:00:00'),
  ('l-7002', 'u-1001', 'GET', '/runs/:id', 200, 4, '192.0.2.17', 'Firefox', 'Linux', 'https://app.example.test/runs', '2026-11-18 10:01:00'),
  ('l-7003', 'u-1002', 'POST', '/runs', 201, 15, '198.51.100.8', 'Chrome', 'macOS', NULL, '2026-11-20 18:00:00'),
  ('l-7004', NULL, 'POST', '/accounts/sign-in', 401, 31, '203.0.113.44', 'other', 'other', NULL, '2026-11-21 03:12:00');

INSERT INTO "Subscription" ("id", "accountId", "plan", "status", "stripeCustomerId", "cardBrand", "cardLastFour", "createdAt") VALUES
  ('b-8001', 'u-1001', 'team', 'active', 'cus_fictional1001', 'visa', '4242', '2026-03-05 10:00:00');

INSERT INTO "Invoice" ("id", "accountId", "stripeInvoiceId", "amountCents", "currency", "country", "issuedAt") VALUES
  ('n-9001', 'u-1001', 'in_fictional9001', 4900, 'usd', 'US', '2026-10-05 10:00:00'),
  ('n-9002', 'u-1001', 'in_fictional9002', 4900, 'usd', 'US', '2026-11-05 10:00:00');
