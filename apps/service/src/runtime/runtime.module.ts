import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Database } from '../database/database.ts';
import { Stores } from '../stores/stores.ts';
import { BundleWatch } from '../policies/bundle-watch.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { Tracing } from '../tracing/tracing.ts';
import { Clock } from './clock.ts';
import { Ids } from './ids.ts';
import { Instance } from './instance.ts';
import { SigningKey } from './keys.ts';
import { Log } from './log.ts';
import { Metrics } from './metrics.ts';
import { Pseudonyms } from './pseudonyms.ts';
import { Settings } from './settings.ts';
import { Stamp } from './stamp.ts';

/** What a process is made of before it serves anybody. */
export interface Runtime {
  readonly settings: Settings;
  readonly database: Database;
  readonly policies: PolicyStore;
  readonly bundleWatch: BundleWatch;
  readonly stores: Stores;
  readonly signingKey: SigningKey;
  readonly pseudonyms: Pseudonyms;
  readonly instance: Instance;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly tracing: Tracing;
}

@Global()
@Module({})
export class RuntimeModule {
  static of(runtime: Runtime): DynamicModule {
    const { clock, ids } = runtime;
    const providers = [
      { provide: Settings, useValue: runtime.settings },
      { provide: Database, useValue: runtime.database },
      { provide: PolicyStore, useValue: runtime.policies },
      { provide: BundleWatch, useValue: runtime.bundleWatch },
      { provide: Stores, useValue: runtime.stores },
      { provide: SigningKey, useValue: runtime.signingKey },
      { provide: Pseudonyms, useValue: runtime.pseudonyms },
      { provide: Instance, useValue: runtime.instance },
      { provide: Clock, useValue: clock },
      { provide: Ids, useValue: ids },
      { provide: Log, useValue: runtime.log },
      { provide: Tracing, useValue: runtime.tracing },
      { provide: Metrics, useValue: new Metrics() },
      { provide: Stamp, useValue: new Stamp(ids, clock) },
    ];
    return { module: RuntimeModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
