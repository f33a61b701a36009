import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import type { PolicyVersion } from '../generated/client.ts';
import type { BeforeInstall } from './install-bundle.ts';

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

  /**
   * Installing the same legal version again renews its bundle and makes it the newest. Until that is
   * committed nobody else installs, so what `before` is shown is the newest still.
   */
  async install(version: PolicyVersion, before: BeforeInstall): Promise<void> {
    const { hash, ...rest } = version;
    const committed = await this.#database.transaction(async (sql) => {
      await sql.$executeRaw`LOCK TABLE policy_version IN SHARE ROW EXCLUSIVE MODE`;
      const newest = await sql.policyVersion.findFirst({ orderBy: { installedAt: 'desc' } });
      const then = await before(newest, sql);
      const installedAt = after(version.installedAt, newest?.installedAt);
      await sql.policyVersion.upsert({
        where: { hash },
        create: { ...version, installedAt },
        update: { ...rest, installedAt },
      });
      return then;
    });
    committed?.();
  }

  /** The same version, signed again. */
  async replaceBundle(hash: string, bundle: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#database.client.policyVersion.update({ where: { hash }, data: { bundle } });
  }
}

/** A clock that is behind that of another process must not put a version behind the one it follows. */
function after(now: Date, newest: Date | undefined): Date {
  return newest === undefined || now > newest ? now : new Date(newest.getTime() + 1);
}
