import type {
  ContractRule,
  ControlRule,
  EncryptRule,
  GrantRule,
  RestrictRule,
  Rule,
  Vocabulary,
} from '@troth/compiler';
import type { MutantDirection, Mutation } from './mutant.ts';
import { collectMutations } from './verbs/collect.ts';
import { contractMutations } from './verbs/contract.ts';
import { controlMutations } from './verbs/control.ts';
import { discloseMutations } from './verbs/disclose.ts';
import { encryptMutations } from './verbs/encrypt.ts';
import { eraseMutations } from './verbs/erase.ts';
import { grantMutations } from './verbs/grant.ts';
import { limitMutations } from './verbs/limit.ts';
import { neverMutations } from './verbs/never.ts';
import { restrictMutations } from './verbs/restrict.ts';
import { retainMutations } from './verbs/retain.ts';
import { shareMutations } from './verbs/share.ts';
import { useMutations } from './verbs/use.ts';

/** Every way of this language to be wrong about a rule in one place; a dropped rule is told apart. */
export function mutationsOf(rule: Rule, vocabulary: Vocabulary): readonly Mutation[] {
  return isSafeguard(rule) ? safeguardMutations(rule, vocabulary) : dataMutations(rule, vocabulary);
}

function dataMutations(
  rule: Exclude<Rule, Safeguard>,
  vocabulary: Vocabulary,
): readonly Mutation[] {
  switch (rule.verb) {
    case 'collect':
      return collectMutations(rule, vocabulary);
    case 'use':
      return useMutations(rule, vocabulary);
    case 'limit':
      return limitMutations(rule, vocabulary);
    case 'never':
      return neverMutations(rule, vocabulary);
    case 'retain':
      return retainMutations(rule, vocabulary);
    case 'erase':
      return eraseMutations(rule, vocabulary);
    case 'share':
      return shareMutations(rule, vocabulary);
    case 'disclose':
      return discloseMutations(rule, vocabulary);
  }
}

/** Rules on how promises are kept, and not on where data may go. */
type Safeguard = ContractRule | ControlRule | EncryptRule | GrantRule | RestrictRule;

function isSafeguard(rule: Rule): rule is Safeguard {
  return ['contract', 'control', 'encrypt', 'grant', 'restrict'].includes(rule.verb);
}

function safeguardMutations(rule: Safeguard, vocabulary: Vocabulary): readonly Mutation[] {
  switch (rule.verb) {
    case 'contract':
      return contractMutations(rule, vocabulary);
    case 'encrypt':
      return encryptMutations(rule);
    case 'restrict':
      return restrictMutations(rule);
    case 'control':
      return controlMutations(rule);
    case 'grant':
      return grantMutations(rule, vocabulary);
  }
}

/** What it does to the promise that the rule goes. */
export function directionOfDropped(rule: Rule): MutantDirection {
  if (rule.verb === 'use') return rule.exclusive ? 'loosens' : 'tightens';
  if (rule.verb === 'retain') return rule.while === undefined ? 'tightens' : 'loosens';
  return DROPPED[rule.verb];
}

const DROPPED: Readonly<Record<Exclude<Rule['verb'], 'use' | 'retain'>, MutantDirection>> = {
  collect: 'tightens',
  share: 'tightens',
  disclose: 'tightens',
  limit: 'loosens',
  never: 'loosens',
  erase: 'loosens',
  contract: 'loosens',
  encrypt: 'loosens',
  restrict: 'loosens',
  control: 'loosens',
  grant: 'loosens',
};
