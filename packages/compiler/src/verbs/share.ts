import { listOfNames } from '../bound-value.ts';
import { placesOf, safeguardsOf } from '../recipient-words.ts';
import { data, defineVerb, ids, keys, type Verb } from '../verb.ts';

interface RawShare {
  readonly with: readonly {
    readonly recipient: string;
    readonly data: readonly string[] | 'all';
    readonly except?: readonly string[];
    readonly for: readonly string[];
    readonly when?: 'consented';
  }[];
}

/** Who receives which data for which purpose: a closed list. */
export const share: Verb = defineVerb<RawShare>(
  'share',
  keys(['with'], {
    with: {
      type: 'array',
      minItems: 1,
      items: keys(['recipient', 'data', 'for'], {
        recipient: { type: 'string', format: 'id' },
        data,
        except: ids,
        for: ids,
        when: { const: 'consented' },
      }),
    },
  }),
  (raw, scope) => {
    const recipients = raw.with.map((entry, index) => {
      const inner = scope.below('with', index);
      return {
        recipient: inner.recipient(entry.recipient, 'recipient'),
        data: inner.data(entry.data, 'data', entry.except),
        purposes: inner.purposes(entry.for, 'for'),
        ...(entry.when && { consent: true as const }),
      };
    });
    const ordered = [...new Set(recipients.map(({ recipient }) => recipient))];
    return {
      rule: { verb: 'share', recipients },
      bindings: {
        with: listOfNames(scope, 'recipients', ordered),
        places: placesOf(ordered, scope.vocabulary),
        safeguards: safeguardsOf(ordered, scope.vocabulary),
        services: { type: 'list', style: 'plain', items: servicesOf(ordered, scope.vocabulary) },
      },
    };
  },
);

function servicesOf(
  recipients: readonly string[],
  {
    recipients: known,
  }: { readonly recipients: readonly { readonly id: string; readonly service?: string }[] },
): readonly string[] {
  const services = recipients.map((id) => known.find((each) => each.id === id)?.service);
  return [...new Set(services.filter((service) => service !== undefined))];
}
