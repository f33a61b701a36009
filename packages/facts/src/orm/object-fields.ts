import type { Node } from 'oxc-parser';

import type { Scope } from '../typescript/scope.ts';
import { keyName } from '../typescript/syntax.ts';
import { readObject } from '../typescript/values.ts';

/** A property of an object that lists the fields of a table. */
export interface ObjectField {
  readonly name: string;
  readonly value: Node;
  readonly scope: Scope;
  /** The whole property, and its name; of one that is spread, the value is all there is. */
  readonly whole: Node;
  readonly head: Node;
}

/** The properties of an object literal in order, with those of constants that it spreads. */
export function objectFields(object: Node, scope: Scope): readonly ObjectField[] {
  if (object.type !== 'ObjectExpression') return [];
  return object.properties.flatMap((property) => {
    if (property.type === 'SpreadElement') {
      const spread = readObject(property.argument, scope);
      return [...(spread?.properties ?? [])].map(([name, { value, scope: where }]) => ({
        name,
        value,
        scope: where,
        whole: value,
        head: value,
      }));
    }
    const name = keyName(property);
    if (name === undefined) return [];
    return [{ name, value: property.value, scope, whole: property, head: property.key }];
  });
}
