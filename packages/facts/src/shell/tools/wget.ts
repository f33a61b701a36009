import type { Fact } from '../../facts.ts';
import { inClear, tlsFrom, unchecked } from '../../settings/said.ts';
import { tlsNamed } from '../../settings/tls-name.ts';
import { HOLE } from '../../typescript/values.ts';
import { optionsOf } from '../tool.ts';
import type { Call, Option, Tool } from '../tool.ts';

/** @see https://www.gnu.org/software/wget/manual/html_node/HTTPS-_0028SSL_002fTLS_0029-Options.html */
export const wget: Tool = {
  names: ['wget', 'wget2'],
  read: (call) => {
    const options = optionsOf(call.args, {
      short: 'aABDeGiIlOPQRtTUwX',
      long: '--secure-protocol --user-agent --user --password --header --method --max-redirect'.split(
        ' ',
      ),
    });
    return [
      ...options.flatMap((option) => optionSaid(option, call)),
      ...redirectSaid(options, call),
    ];
  },
};

/** It follows redirects unless it is told not to, from `https:` to `http:` as well. */
function redirectSaid(options: readonly Option[], call: Call): readonly Fact[] {
  const follows = options.findLast(({ name }) => name === '--max-redirect')?.value !== '0';
  const address = call.args.find(({ text }) => /^https:\/\//i.test(text));
  if (!follows || address === undefined) return [];
  const written = `${call.tool} without --max-redirect=0`;
  const place = call.placeOf(`${call.tool} redirect`, address);
  return [{ ...inClear(place, 'http', written), host: 'unknown' }];
}

function optionSaid({ name, value, first, last }: Option, call: Call): readonly Fact[] {
  const place = call.placeOf(`${call.tool} ${name}`, first, last);
  if (name === '--no-check-certificate' || (name === '--check-certificate' && isNo(value))) {
    return [unchecked(place, `${call.tool} ${name}`)];
  }
  if (name !== '--secure-protocol' || value === undefined) return [];
  if (value.includes(HOLE)) return [tlsFrom(place, 'client', 'unknown', `${call.tool} ${name}`)];
  // `auto` and `PFS` are the library's own choice.
  const minimum = tlsNamed(value);
  return minimum === undefined
    ? []
    : [tlsFrom(place, 'client', minimum, `${call.tool} ${name}=${value}`)];
}

function isNo(value: string | undefined): boolean {
  return /^(off|no|quiet)$/i.test(value ?? '');
}
