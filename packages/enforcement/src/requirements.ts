import {
  formatDuration,
  type Duration,
  type ContractRule,
  type EncryptRule,
  type EraseRule,
  type GrantRule,
  type NeverRule,
  type RestrictRule,
  type RetainRule,
  type Right,
  type Rule,
  type UseRule,
  type Verb,
} from '@troth/compiler';

/** What must stand before a rule may be called kept. */
export interface Requirement {
  /** Ids of mechanisms; all of them. */
  readonly mechanisms: readonly string[];
  /** What the rule's promise covers beyond any mechanism. */
  readonly remainder?: string;
  /** Evidence no older than `every`. */
  readonly evidence?: { readonly control: string; readonly every: Duration };
  /** Recipients that need a contract in force. */
  readonly contracts?: readonly string[];
  /** Those of them that process in none of these regions need a transfer safeguard on file. */
  readonly outside?: readonly string[];
}

/** What a rule asks of mechanisms and people. */
export function requirementOf(rule: Rule): Requirement {
  if (isUniform(rule)) return uniform[rule.verb];
  switch (rule.verb) {
    case 'never':
      return neverRequirement(rule);
    case 'retain':
      return retainRequirement(rule);
    case 'contract':
      return contractRequirement(rule);
    case 'erase':
      return eraseRequirement(rule);
    case 'use':
      return useRequirement(rule);
    case 'disclose':
      return { mechanisms: ['decisions/disclose'] };
    case 'encrypt':
      return encryptRequirement(rule);
    case 'restrict':
      return restrictRequirement(rule);
    case 'control':
      return { mechanisms: [], evidence: { control: rule.control, every: rule.every } };
    case 'grant':
      return grantRequirement(rule);
  }
}

function contractRequirement({ recipients, outside }: ContractRule): Requirement {
  return {
    mechanisms: ['decisions/share'],
    contracts: recipients,
    ...(outside && { outside }),
  };
}

function grantRequirement(rule: GrantRule): Requirement {
  const mechanisms = [
    ...rule.rights.flatMap((right) => rightMechanisms(right, rule)),
    ...(rule.extension ? ['requests/extend'] : []),
    ...(rule.appeal ? ['requests/appeal'] : []),
  ];
  return { mechanisms: [...new Set(mechanisms)] };
}

/** Verbs whose every rule asks the same. */
const uniform = {
  collect: {
    mechanisms: [
      'decisions/collect',
      'collection/undeclared-data',
      'collection/unclassified-field',
    ],
  },
  limit: {
    mechanisms: ['decisions/use'],
    remainder: 'a use by code that asks for no decision is not seen',
  },
  share: {
    mechanisms: [
      'decisions/share',
      'sharing/undeclared-recipient',
      'sharing/undeclared-category',
      'sharing/personal-data-in-logs',
    ],
  },
} as const satisfies Readonly<Partial<Record<Verb, Requirement>>>;

function isUniform(rule: Rule): rule is Extract<Rule, { readonly verb: keyof typeof uniform }> {
  return Object.hasOwn(uniform, rule.verb);
}

/** In words, for a report: `evidence of penetration-test, no older than 365 days`. */
export function evidenceInWords({
  control,
  every,
}: {
  readonly control: string;
  readonly every: Duration;
}): string {
  return `evidence of ${control}, no older than ${formatDuration(every)}`;
}

function neverRequirement({ act }: NeverRule): Requirement {
  switch (act) {
    case 'sell':
      return {
        mechanisms: ['decisions/never', 'sharing/undeclared-recipient'],
        remainder: 'whether value is received for data is not visible to a program',
      };
    case 'store':
      return {
        mechanisms: ['decisions/never', 'collection/card-number'],
        remainder: 'free text and uploads are not read',
      };
    case 'share':
      return { mechanisms: ['decisions/never', 'sharing/undeclared-category'] };
    case 'collect':
      return { mechanisms: ['decisions/never', 'collection/undeclared-data'] };
    case 'use':
      return {
        mechanisms: ['decisions/never'],
        remainder: 'a use by code that asks for no decision is not seen',
      };
  }
}

/** Consent, age and product are conditions of the decision itself. */
function useRequirement({ basis }: UseRule): Requirement {
  const unseen = 'a use by code that asks for no decision is not seen';
  const legal = '; whether the legal basis holds is for legal to confirm';
  return {
    mechanisms: ['decisions/use'],
    remainder: basis === undefined ? unseen : unseen + legal,
  };
}

function eraseRequirement({ idle, stages }: EraseRule): Requirement {
  const others = 'what recipients delete on request is shown by their own confirmations';
  const backups = '; copies in backups leave as the backups expire, which no erasure reaches';
  return {
    mechanisms: [
      'erasures/schedule',
      'erasures/run',
      'erasures/receipt',
      'retention/exceeds-limit',
      'retention/missing-limit',
      'retention/no-erasure-path',
      ...(idle ? ['events/inactivity'] : []),
      ...(stages?.trash ? ['erasures/trash'] : []),
    ],
    remainder: stages?.backups ? others + backups : others,
  };
}

function encryptRequirement({ scope }: EncryptRule): Requirement {
  switch (scope) {
    case 'in-transit':
      return {
        mechanisms: [
          'service/tls-floor',
          'transit/weak-tls-version',
          'transit/cleartext',
          'transit/cert-validation-disabled',
        ],
        remainder:
          "where the peer chooses the version, such as mail to others' servers, nothing can hold it",
      };
    case 'at-rest':
      return {
        mechanisms: ['rest/unencrypted-storage', 'rest/weak-cipher'],
        remainder: "stores that no code declares are shown by their providers' reports",
      };
  }
}

function retainRequirement(rule: RetainRule): Requirement {
  return rule.while
    ? { mechanisms: ['erasures/schedule', 'retention/below-promise'] }
    : {
        mechanisms: ['erasures/retained', 'retention/no-erasure-path'],
        remainder: 'whether a law demands the record is for legal to confirm',
      };
}

function restrictRequirement({ mfa }: RestrictRule): Requirement {
  return mfa
    ? {
        mechanisms: ['decisions/access', 'access/missing-mfa'],
        remainder: 'sign-in to the consoles of others is shown by their own reports',
      }
    : {
        mechanisms: ['service/scopes', 'access/public-exposure'],
        remainder: 'who holds an account in the consoles of others is shown by reviews',
      };
}

function rightMechanisms(right: Right, { channel }: GrantRule): readonly string[] {
  const through = channel === undefined ? [] : [`channels/${channel}`];
  switch (right) {
    case 'access':
    case 'export':
    case 'portability':
      return ['requests/access', 'rights/no-access-path', ...through];
    case 'rectify':
      return ['requests/rectify', 'rights/no-rectify-path', ...through];
    case 'erase':
      return ['requests/erase', 'retention/no-erasure-path', ...through];
    case 'restrict':
      return ['decisions/restriction', 'requests/restrict'];
    case 'object':
      return ['decisions/opt-out', 'rights/missing-opt-out'];
  }
}
