import { shapeOf, type JsonSchema } from '@troth/language';
import type { Difference, Direction } from '@troth/orders';
import type { Between, FreeUse } from './between.ts';
import type { BoundValue, CompiledClause, CompiledPolicy } from './compiled-policy.ts';
import type { Leaning, Mutation } from './mutations/mutation.ts';
import type { Requirement } from './requirement.ts';
import type { Rule } from './rules.ts';
import type { RuleScope } from './scope.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One verb of the language, whole: what is written, what it comes to, and what a change of it does. */
export interface VerbDefinition<R extends Rule = Rule> {
  /** Its key in a clause. */
  readonly key: R['verb'];
  /** The shape of what stands below the key, each key described. */
  readonly schema: JsonSchema;
  /** `undefined` when the value has not the shape: it has been reported already. */
  compile(value: unknown, scope: RuleScope): R | undefined;
  /** Values that prose may bind, by the key after the verb: `within` for `{{ erase.within }}`. */
  bindings?(rule: R, vocabulary: Vocabulary): Bindings;
  /** The rule for a person who checks it against its sentence. `name` gives ids their names. */
  inWords(rule: R, name: Namer): string;
  readonly order: RuleOrder<R>;
  /** Every way to be wrong about the rule in one place; that it is dropped is told apart. */
  mutations(rule: R, vocabulary: Vocabulary): readonly Mutation<R>[];
  /** The kind of policy test that notices a wrong rule, in one line; `answer` is the right one. */
  noticedBy(answer: 'permit' | 'deny'): string;
  readonly contributes: Contributions<R>;
}

export type Bindings = Readonly<Record<string, BoundValue>>;

export type Namer = (ids: readonly string[]) => string;

/** How two rules of the verb stand to each other, and a rule to none. */
export interface RuleOrder<R extends Rule> {
  /** The fields that `differences` speaks of; whatever else differs is mixed. */
  readonly fields: readonly string[];
  differences(before: R, after: R, between: Between): readonly Difference[];
  /** What it does to the promise that the rule is stated, by itself. */
  stated(rule: R): Leaning;
  /** The same where the other policy, which lacks the rule, decides; absent: it never does. */
  statedAmid?(rule: R, other: CompiledPolicy, between: Between): Direction;
  /** What the rule speaks of: rules that speak of different things are not compared. */
  subject?(rule: R): string;
}

/** What the rest of the system takes from a rule. */
export interface Contributions<R extends Rule = Rule> {
  /** Its part in a decision; empty: it never makes one. */
  readonly decisions: readonly ('permit' | 'refusal' | 'obligation')[];
  /** What decisions, erasures, requests and the scan do to keep it. */
  keptBy(rule: R): Requirement;
  /** What it permits with no condition at all. */
  frees?(rule: R): { readonly data: readonly string[]; readonly purposes: FreeUse['purposes'] }[];
  /** Purposes for which it makes the permits of other clauses narrower. */
  binds?(rule: R, clause: Pick<CompiledClause, 'narrows'>): readonly string[];
  /**
   * There where data goes by it, so that people agree anew when it goes further: purposes they have
   * consented to. None: whoever accepted the policy.
   */
  agreedTo?(rule: R): readonly string[];
}

interface Written<Raw, R extends Rule> extends Omit<VerbDefinition<R>, 'compile'> {
  compile(raw: Raw, scope: RuleScope): R;
  readonly order: RuleOrder<R> & { readonly fields: readonly FieldOf<R>[] };
}

type FieldOf<R> = R extends unknown ? Exclude<keyof R, 'verb'> & string : never;

/** A verb whose `compile` sees values of the checked shape only: `Raw` is what its schema proves. */
export function defineVerb<Raw, R extends Rule>(written: Written<Raw, R>): VerbDefinition<R> {
  const { key, schema } = written;
  const shape = shapeOf<Raw>({ $id: verbReference(key), ...schema });
  return {
    ...written,
    compile: (value, scope) => (shape(value) ? written.compile(value, scope) : undefined),
  };
}

/** What a schema writes to mean the shape of a verb without repeating it. */
export function verbReference(key: string): string {
  return `verb/${key}`;
}
