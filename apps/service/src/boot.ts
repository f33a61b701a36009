import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataMap } from '@troth/compiler';
import { AuditRepository } from './audit/audit.repository.ts';
import { AuditService } from './audit/audit.service.ts';
import { AuthService } from './auth/auth.service.ts';
import type { Config } from './config.ts';
import { createApp } from './create-app.ts';
import { checkInstallation } from './database/installation.ts';
import { openDatabase } from './database/open-database.ts';
import type { StoreSurroundings } from './stores/open-stores.ts';
import type { Stores } from './stores/stores.ts';
import { drain } from './http/drain.ts';
import { BundleWatch } from './policies/bundle-watch.ts';
import { readBundle, signAgain } from './policies/install-bundle.ts';
import { PoliciesRepository } from './policies/policies.repository.ts';
import { PolicyStore } from './policies/policy-store.ts';
import type { Clock } from './runtime/clock.ts';
import { lockDataDir } from './runtime/data-dir-lock.ts';
import type { Ids } from './runtime/ids.ts';
import { openInstance } from './runtime/instance.ts';
import { openPseudonymKey, openSigningKey } from './runtime/keys.ts';
import type { Log } from './runtime/log.ts';
import { Metrics } from './runtime/metrics.ts';
import { minimumTlsOf } from './runtime/minimum-tls.ts';
import { Pseudonyms } from './runtime/pseudonyms.ts';
import { Settings } from './runtime/settings.ts';
import { openTracing } from './tracing/open-tracing.ts';
import { TracedStores } from './tracing/traced-stores.ts';

/** What a test decides and a process takes from the machine. */
export interface Surroundings {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  openStores(
    config: Config,
    dataMaps: readonly DataMap[],
    surroundings: StoreSurroundings,
  ): Promise<Stores>;
}

export interface Booted {
  readonly app: NestFastifyApplication;
  /** A token that was made at this start, to be shown once. */
  readonly adminToken: string | undefined;
  readonly policyVersion: string;
  /** Looks for a new bundle now. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** From checked settings and the bundle in `DATA_DIR` to an application that answers. */
export async function boot(config: Config, surroundings: Surroundings): Promise<Booted> {
  const unlock = lockDataDir(config.dataDir, process.pid);
  const closers: (() => Promise<void>)[] = [() => Promise.resolve(unlock())];
  const close = async (): Promise<void> => {
    for (const closer of closers.toReversed()) await closer();
  };
  try {
    return await open(config, surroundings, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  config: Config,
  surroundings: Surroundings,
  closers: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<Booted> {
  const signingKey = openSigningKey(config.signingKey);
  const pseudonyms = new Pseudonyms(openPseudonymKey(config.pseudonymKey));
  const file = join(config.dataDir, 'bundle.json');
  const text = readFileSync(file, 'utf8');
  const opened = readBundle(text, signingKey.trusted, file);
  const minimumTls = minimumTlsOf(opened.policy);
  const { clock, log } = surroundings;
  const tracing = await openTracing(config, { minimumTls, log });
  closers.push(() => tracing.stop());
  const database = await openDatabase({ ...config, minimumTls, tracing });
  closers.push(() => database.close());
  const now = surroundings.clock.now();
  await checkInstallation(database, pseudonyms.check(), now);
  const rows = new PoliciesRepository(database);
  const audit = new AuditService(new AuditRepository(database));
  const installing = { rows, key: signingKey, audit, file };
  await signAgain(installing);
  const policies = new PolicyStore();
  const bundleWatch = new BundleWatch({ ...installing, store: policies, clock, log });
  closers.push(() => bundleWatch.stop());
  await bundleWatch.begin(text);
  const { policy } = policies.newest() ?? opened;
  const found = await surroundings.openStores(config, policies.dataMaps(), { clock, minimumTls });
  const stores = tracing.isOn ? new TracedStores(found, tracing) : found;
  closers.push(() => stores.close());
  const settings = new Settings(config);
  const instance = openInstance(join(config.dataDir, 'instance.id'), surroundings.ids);
  const runtime = {
    ...surroundings,
    settings,
    database,
    policies,
    bundleWatch,
    stores,
    signingKey,
    pseudonyms,
    instance,
    tracing,
  };
  const app = await createApp(runtime, minimumTlsOf(policy));
  closers.push(() => app.close());
  // First of all the doors are shut: who is inside is answered, and what they decided is flushed by the rest.
  closers.push(() => drain(app.getHttpAdapter().getInstance()));
  bundleWatch.start(app.get(Metrics));
  const auth = app.get(AuthService);
  const made = await auth.makeAdminToken();
  const endless = await auth.countEndless();
  if (endless > 0) log.error('tokens-without-end', { count: endless });
  const adminToken = made !== undefined && 'token' in made ? made.token : undefined;
  const reload = (): Promise<void> => bundleWatch.look();
  return {
    app,
    adminToken,
    policyVersion: policy.hash,
    reload,
    close,
  };
}
