import { parseCipher, parseTlsVersion } from '@troth/language';
import { proven } from '../proven.ts';
import { defineVerb, keys, type Verb } from '../verb.ts';

type RawEncrypt =
  | { readonly scope: 'in transit'; readonly minimum: string }
  | { readonly scope: 'at rest'; readonly cipher: string };

/** How data is encrypted: the lowest version of TLS in transit, the cipher at rest. */
export const encrypt: Verb = defineVerb<RawEncrypt>(
  'encrypt',
  {
    ...keys(['scope'], {
      scope: { enum: ['in transit', 'at rest'] },
      minimum: { type: 'string', format: 'tls' },
      cipher: { type: 'string', format: 'cipher' },
    }),
    if: { required: ['scope'], properties: { scope: { const: 'in transit' } } },
    then: { required: ['minimum'], not: { required: ['cipher'] } },
    else: { required: ['cipher'], not: { required: ['minimum'] } },
  },
  (raw) => {
    if (raw.scope === 'in transit') {
      const minimum = proven(parseTlsVersion(raw.minimum));
      return {
        rule: { verb: 'encrypt', scope: 'in-transit', minimum },
        bindings: { minimum: { type: 'name', text: raw.minimum } },
      };
    }
    const cipher = proven(parseCipher(raw.cipher));
    return {
      rule: { verb: 'encrypt', scope: 'at-rest', cipher },
      bindings: { cipher: { type: 'name', text: raw.cipher } },
    };
  },
);
