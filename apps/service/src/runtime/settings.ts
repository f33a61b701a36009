import type { Config } from '../config.ts';

/** The checked settings, as something that can be injected. */
export class Settings {
  readonly config: Config;

  constructor(config: Config) {
    this.config = config;
  }
}
