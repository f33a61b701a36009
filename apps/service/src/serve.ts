import type { Config } from './config.ts';
import { boot } from './boot.ts';
import { declaredHosts } from './egress/declared-hosts.ts';
import { holdEgress } from './egress/hold-egress.ts';
import { openStores } from './stores/open-stores.ts';
import { SystemClock } from './runtime/clock.ts';
import { RandomIds } from './runtime/ids.ts';
import { JsonLog } from './runtime/log.ts';

/**
 * Serves until it is told to stop.
 * @param print one line for the person at the terminal
 */
export async function serve(config: Config, print: (line: string) => void): Promise<void> {
  const clock = new SystemClock();
  const log = new JsonLog(
    (line) => process.stdout.write(line),
    () => clock.now(),
  );
  holdEgress(declaredHosts(config), log);
  const booted = await boot(config, { clock, ids: new RandomIds(), log, openStores });
  if (booted.adminToken !== undefined) {
    print(`admin token, shown this once: ${booted.adminToken}`);
  }
  await booted.app.listen(config.port, config.host);
  const url = await booted.app.getUrl();
  log.info('listening', { version: booted.policyVersion });
  print(`troth serves on ${url}`);
  process.on('SIGHUP', () => void booted.reload());
  stopOnSignal(() => booted.close(), log);
}

function stopOnSignal(close: () => Promise<void>, log: JsonLog): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    log.info('stopping');
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
