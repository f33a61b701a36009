import type { CollectRule } from './verbs/collect.ts';
import type { ContractRule } from './verbs/contract.ts';
import type { ControlRule } from './verbs/control.ts';
import type { DiscloseRule } from './verbs/disclose.ts';
import type { EncryptRule } from './verbs/encrypt.ts';
import type { EraseRule } from './verbs/erase.ts';
import type { GrantRule } from './verbs/grant.ts';
import type { LimitRule } from './verbs/limit.ts';
import type { NeverRule } from './verbs/never.ts';
import type { RestrictRule } from './verbs/restrict.ts';
import type { RetainRule } from './verbs/retain.ts';
import type { ShareRule } from './verbs/share.ts';
import type { UseRule } from './verbs/use.ts';

/**
 * The machine-checkable part of a clause. `data` holds ids of data categories and covers their
 * children; the compiler has resolved `all` to the roots.
 */
export type Rule =
  | CollectRule
  | UseRule
  | LimitRule
  | NeverRule
  | RetainRule
  | EraseRule
  | ShareRule
  | ContractRule
  | DiscloseRule
  | EncryptRule
  | RestrictRule
  | ControlRule
  | GrantRule;

export type Verb = Rule['verb'];
