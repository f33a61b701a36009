import type { Fact } from '../../facts.ts';
import { inClearTo } from '../../settings/said.ts';
import { HOLE } from '../../typescript/values.ts';
import { optionsOf } from '../tool.ts';
import type { Call, Grammar, Tool } from '../tool.ts';

const redis: Grammar = {
  short: 'hpsaniuXdrtD',
  long: ['--user', '--pass', '--sni', '--cacert', '--cacertdir', '--cert', '--key', '--askpass'],
};

/** Clients that speak in the clear unless they are told not to. */
export const databases: readonly Tool[] = [
  { names: ['redis-cli', 'valkey-cli'], read: readRedis },
  { names: ['ftp', 'tftp', 'rsh', 'rlogin', 'rcp'], read: readPlain },
];

/** @see https://redis.io/docs/latest/develop/tools/cli/#ssltls */
function readRedis(call: Call): readonly Fact[] {
  const options = optionsOf(call.args, redis);
  const host = options.find(({ name }) => name === '-h');
  if (host?.value === undefined || options.some(({ name }) => name === '--tls')) return [];
  const place = call.placeOf(`${call.tool} -h`, host.first, host.last);
  const to = host.value.includes(HOLE) ? 'unknown' : host.value;
  return inClearTo(to, place, 'redis', `${call.tool} -h ${shown(to)}`);
}

/** Programs whose protocol knows no encryption. */
function readPlain(call: Call): readonly Fact[] {
  const target = call.args.find(({ text }) => /^[\w-]+(\.[\w-]+)+$/.test(text));
  if (target === undefined) return [];
  const place = call.placeOf(call.tool, target);
  return inClearTo(target.text, place, call.tool, `${call.tool} ${target.text}`);
}

function shown(host: string): string {
  return host === 'unknown' ? '…' : host;
}
