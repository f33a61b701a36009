import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import type { PolicyVersion } from '../generated/client.ts';

@Injectable()
export class PoliciesRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  all(): Promise<readonly PolicyVersion[]> {
    return this.#database.client.policyVersion.findMany();
  }

  /** When anything was last installed, by whichever process. */
  async newestInstallation(): Promise<Date | undefined> {
    const { _max } = await this.#database.client.policyVersion.aggregate({
      _max: { installedAt: true },
    });
    return _max.installedAt ?? undefined;
  }

  /** Installing the same legal version again renews its bundle and makes it the newest. */
  async install(version: PolicyVersion): Promise<void> {
    const { hash, ...rest } = version;
    await this.#database.client.policyVersion.upsert({
      where: { hash },
      create: version,
      update: rest,
    });
  }
}
