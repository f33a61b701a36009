import type {
  EraseRule,
  GrantRule,
  RestrictRule,
  Rule,
  ShareRule,
  UseConditions,
  Vocabulary,
} from '@troth/compiler';
import { formatDuration } from '@troth/compiler';

/** A rule in words that a person checks against the sentence above it. */
export function ruleInWords(rule: Rule, vocabulary: Vocabulary): string {
  const name = namer(vocabulary);
  return isSafeguard(rule) ? safeguardInWords(rule, name) : dataRuleInWords(rule, name);
}

/** Rules about how something is done, beside those about what is done with data. */
type Safeguard = Extract<
  Rule,
  { readonly verb: 'contract' | 'encrypt' | 'restrict' | 'control' | 'grant' }
>;

const SAFEGUARDS: ReadonlySet<string> = new Set<Safeguard['verb']>([
  'contract',
  'encrypt',
  'restrict',
  'control',
  'grant',
]);

function isSafeguard(rule: Rule): rule is Safeguard {
  return SAFEGUARDS.has(rule.verb);
}

function dataRuleInWords(rule: Exclude<Rule, Safeguard>, name: Namer): string {
  switch (rule.verb) {
    case 'collect': {
      const from = rule.from.length > 0 ? ` from or through ${name(rule.from)}` : '';
      return `collect ${name(rule.data)}${from}${forPurposes(rule.purposes, name)}; nothing else`;
    }
    case 'use': {
      const only = rule.exclusive ? ' and never for anything else' : '';
      return `use ${name(rule.data)} for ${name(rule.purposes)}${only}${conditionsInWords(rule.conditions)}`;
    }
    case 'limit':
      return `${name(rule.data)} serve ${name(rule.purposes)} only under limits${conditionsInWords(rule.conditions)}`;
    case 'never':
      return `never ${rule.act} ${name(rule.data)}`;
    case 'retain':
      return rule.while === undefined
        ? `keep beyond an erasure what these laws demand: ${name(rule.obligations)}`
        : `keep ${name(rule.data)} while the account is active`;
    case 'erase':
      return `erase ${name(rule.data)} within ${formatDuration(rule.within)} of the event ${rule.after}${eraseDetails(rule)}`;
    case 'share':
      return rule.recipients.map((one) => shareInWords(one, name)).join('; ');
    case 'disclose':
      return `disclose ${name(rule.data)} only on the basis of ${rule.bases.join(', ')}, approved by ${rule.approvers} persons`;
  }
}

function eraseDetails({ idle, stages }: EraseRule): string {
  const { trash, backups } = stages ?? {};
  return [
    ...(idle === undefined ? [] : [`, which comes after ${formatDuration(idle)} without use`]),
    ...(trash === undefined ? [] : [`, the first ${formatDuration(trash)} of it in the trash`]),
    ...(backups === undefined ? [] : [`, and from backups ${formatDuration(backups)} later`]),
  ].join('');
}

function shareInWords(one: ShareRule['recipients'][number], name: Namer): string {
  return `share ${name(one.data)} with ${name([one.recipient])}${forPurposes(one.purposes, name)}${one.consent === true ? ', with a consent on record' : ''}`;
}

function safeguardInWords(rule: Safeguard, name: Namer): string {
  switch (rule.verb) {
    case 'contract': {
      const effect = rule.missing === 'deny' ? 'denies' : 'raises an alarm';
      return `a contract on file with ${name(rule.recipients)}; a missing one ${effect}${rule.outside === undefined ? '' : `, and so does a missing transfer safeguard outside of ${name(rule.outside)}`}`;
    }
    case 'encrypt':
      return rule.scope === 'in-transit'
        ? `encrypt in transit with TLS ${rule.minimum} or newer`
        : `encrypt at rest with ${rule.cipher.algorithm}-${rule.cipher.bits} or stronger`;
    case 'restrict':
      return restrictInWords(rule);
    case 'control':
      return `${rule.control} at least every ${formatDuration(rule.every)}, shown by evidence`;
    case 'grant':
      return grantInWords(rule, name);
  }
}

function restrictInWords({ systems, roles, mfa, fresh }: RestrictRule): string {
  const to = roles.length > 0 ? ` to ${roles.join(', ')}` : '';
  const factors = mfa ? ', with two factors' : '';
  const age = fresh === undefined ? '' : `, signed in within ${formatDuration(fresh)}`;
  return `restrict ${systems.join(', ')}${to}${factors}${age}`;
}

function grantInWords(rule: GrantRule, name: Namer): string {
  const { rights, data, regions, channel, within, extension, appeal } = rule;
  const over = data.length > 0 ? ` over ${name(data)}` : '';
  const where = regions.length > 0 ? ` in ${name(regions)}` : '';
  const through = channel === undefined ? '' : ` through the ${channel}`;
  const time = within === undefined ? '' : ` within ${formatDuration(within)}`;
  const more = extension === undefined ? '' : `, or ${formatDuration(extension)} more`;
  const again = appeal === undefined ? '' : `, an appeal within ${formatDuration(appeal)}`;
  return `grant ${rights.join(', ')}${over}${where}${through}${time}${more}${again}`;
}

type Namer = (ids: readonly string[]) => string;

/** The vocabulary's own names for ids, which is what the page and the lawyers use. */
function namer({ categories, purposes, recipients, regions, obligations }: Vocabulary): Namer {
  const names = new Map(
    [...categories, ...purposes, ...recipients, ...regions, ...obligations].map(({ id, name }) => [
      id,
      name,
    ]),
  );
  return (ids) => ids.map((id) => names.get(id) ?? id).join(', ');
}

function forPurposes(purposes: readonly string[], name: Namer): string {
  return purposes.length === 0 ? '' : ` for ${name(purposes)}`;
}

function conditionsInWords(conditions: UseConditions): string {
  const words = [
    ...(conditions.aggregate === undefined
      ? []
      : [`in groups of at least ${conditions.aggregate.minimum} people`]),
    ...(conditions.kinds === undefined ? [] : [`as ${conditions.kinds.join(' or ')} only`]),
    ...(conditions.optOut === true ? ['unless the person has said no'] : []),
    ...(conditions.beneficiary === undefined ? [] : ['for the benefit of the person alone']),
    ...(conditions.case === true ? ['with an open case'] : []),
    ...(conditions.log === true ? ['with each access logged'] : []),
    ...(conditions.mask === true ? ['with values masked'] : []),
    ...(conditions.consent === true ? ['with a consent on record'] : []),
    ...(conditions.minimumAge === undefined
      ? []
      : [`by people of ${conditions.minimumAge} and over`]),
    ...(conditions.products === undefined ? [] : [`in ${conditions.products.join(' or ')}`]),
  ];
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
}
