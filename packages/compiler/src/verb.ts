import { shapeOf, type JsonSchema } from '@troth/language';
import type { BoundValue } from './compiled-policy.ts';
import type { Rule } from './rules.ts';
import type { RuleScope } from './scope.ts';

/** One verb of the language: its key in a clause, the shape of what stands below it, and its rule. */
export interface Verb {
  readonly key: string;
  readonly schema: JsonSchema;
  /** `undefined` when the value has not the shape: it has been reported already. */
  compile(value: unknown, scope: RuleScope): CompiledVerb | undefined;
}

export interface CompiledVerb {
  readonly rule: Rule;
  /** Values that prose may bind, by the key after the verb: `within` for `{{ erase.within }}`. */
  readonly bindings: Readonly<Record<string, BoundValue>>;
}

/** A verb whose `compile` sees values of the checked shape only. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller states the type its schema proves
export function defineVerb<Raw>(
  key: string,
  schema: JsonSchema,
  compile: (raw: Raw, scope: RuleScope) => CompiledVerb,
): Verb {
  const shape = shapeOf<Raw>({ $id: verbReference(key), ...schema });
  return {
    key,
    schema,
    compile: (value, scope) => (shape(value) ? compile(value, scope) : undefined),
  };
}

/** What a schema writes to mean the shape of a verb without repeating it. */
export function verbReference(key: string): string {
  return `verb/${key}`;
}

/** A list of at least one id. */
export const ids: JsonSchema = {
  type: 'array',
  minItems: 1,
  items: { type: 'string', format: 'id' },
};

/** A list of data categories, or `all`. */
export const data: JsonSchema = { anyOf: [{ const: 'all' }, ids] };

/** A map of exactly these keys. */
export function keys(required: readonly string[], properties: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties: false, required, properties };
}
