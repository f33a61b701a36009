import { isWithin } from '@troth/compiler';
import type { Decision, Obligation } from '@troth/decisions';
import type { Guard } from './guard.ts';

/** What a place sees to itself. */
export interface Place {
  /** It hides personal values. */
  readonly masks?: boolean;
  /** It writes an access down before it happens. */
  readonly logs?: boolean;
  /** It lets nothing leave below the version of TLS that the policy declares. */
  readonly floorsTls?: boolean;
}

/** What the policy demands and nobody here sees to, in words; such a permit counts as a denial. */
export function unkept(guard: Guard, { obligations }: Decision, place: Place): string | undefined {
  const owed = obligations.find((obligation) => !isKept(guard, obligation, place));
  return owed && inWords(owed);
}

/** Whether a permit holds as it is: nothing has to be hidden or written down each time. */
export function isSettled({ effect, obligations }: Decision): boolean {
  return effect === 'permit' && obligations.every(({ type }) => type !== 'log' && type !== 'mask');
}

/** One of a kind that is not known here, of a later release, is kept by nobody. */
function isKept(guard: Guard, owed: Obligation, place: Place): boolean | undefined {
  switch (owed.type) {
    case 'log':
      return place.logs;
    case 'mask':
      return place.masks;
    case 'delete-by':
      // The service erases by the same bundle's data map; the event comes from the application.
      return guard.dataMap !== undefined;
    case 'encrypt':
      return owed.scope === 'in-transit'
        ? (place.floorsTls ?? guard.watchesEgress)
        : isSealed(guard, owed);
    case 'aggregate':
    case 'kind':
    case 'reauthenticate':
    case 'notify':
      return false;
  }
}

function isSealed(
  { keeps, policy }: Guard,
  { algorithm, bits, fields = [] }: Extract<Obligation, { scope: 'at-rest' }>,
): boolean {
  const [name, strength] = (keeps.atRest ?? '').split('-');
  if (policy === undefined || name !== algorithm || Number(strength) < bits) return false;
  const sealed = keeps.sealed ?? [];
  return fields.every((field) => sealed.some((id) => isWithin(policy.vocabulary, field, id)));
}

function inWords(owed: Obligation): string {
  switch (owed.type) {
    case 'mask':
      return 'the policy lets these values be read masked alone: use `findManyMasked`';
    case 'aggregate':
      return `the policy lets these values be used in groups of ${owed.minimum} and more alone`;
    case 'kind':
      return `the policy lets these values be used for ${owed.allowed.join(' and ')} alone: name the kind`;
    case 'reauthenticate':
      return 'the policy demands a younger sign-in';
    case 'notify':
      return 'the policy demands that the data subject is told: say so in `context`';
    case 'delete-by':
      return `the policy has these values deleted after ${owed.after}, and no data map says where they are`;
    case 'encrypt':
      return owed.scope === 'in-transit'
        ? `the policy demands TLS ${owed.minimum} for what leaves, and nothing watches that: call \`installEgress\``
        : atRestInWords(owed);
    case 'log':
      return 'the policy demands that this is written down, and nothing does so here';
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a bundle of a later release
  return `the policy demands \`${(owed as Obligation).type}\`, which this release cannot carry out`;
}

function atRestInWords({
  algorithm,
  bits,
  fields = [],
}: Extract<Obligation, { scope: 'at-rest' }>): string {
  const each = fields.length === 0 ? '' : `, and ${fields.join(', ')} value by value`;
  return `the policy demands ${algorithm}-${bits} at rest${each}: say in \`keeps\` that it is so`;
}
