import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Guard } from '../guard.ts';
import { GuardModuleOptions } from './guard-module-options.ts';
import { GuardInterceptor } from './guard.interceptor.ts';

/** Puts every route of the application under the guard. */
@Global()
@Module({})
export class GuardModule implements OnApplicationShutdown {
  readonly #guard: Guard;

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  /** @param guard started already, so that nothing is served before there is a policy */
  static with(guard: Guard, options: GuardModuleOptions): DynamicModule {
    return {
      module: GuardModule,
      providers: [
        { provide: Guard, useValue: guard },
        { provide: GuardModuleOptions, useValue: options },
        { provide: APP_INTERCEPTOR, useClass: GuardInterceptor },
      ],
      exports: [Guard],
    };
  }

  onApplicationShutdown(): void {
    this.#guard.stop();
  }
}
