import type { Rule } from './rules.ts';
import type { VerbDefinition } from './verb.ts';
import { collect } from './verbs/collect.ts';
import { contract } from './verbs/contract.ts';
import { control } from './verbs/control.ts';
import { disclose } from './verbs/disclose.ts';
import { encrypt } from './verbs/encrypt.ts';
import { erase } from './verbs/erase.ts';
import { grant } from './verbs/grant.ts';
import { limit } from './verbs/limit.ts';
import { never } from './verbs/never.ts';
import { restrict } from './verbs/restrict.ts';
import { retain } from './verbs/retain.ts';
import { share } from './verbs/share.ts';
import { use } from './verbs/use.ts';

type Definitions = {
  readonly [V in Rule['verb']]: VerbDefinition<Extract<Rule, { readonly verb: V }>>;
};

const definitions: Definitions = {
  collect,
  use,
  limit,
  never,
  retain,
  erase,
  share,
  contract,
  disclose,
  encrypt,
  restrict,
  control,
  grant,
};

/** Every verb of the language, in the order their rules stand in a compiled clause. */
export const verbs: readonly VerbDefinition[] = Object.values(definitions);

/** The verb of a rule. */
export function verbOf<R extends Rule>({ verb }: R): VerbDefinition<R>;
export function verbOf({ verb }: Rule): VerbDefinition {
  return definitions[verb];
}
