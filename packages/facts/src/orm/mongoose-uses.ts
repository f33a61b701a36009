import type { Node } from 'oxc-parser';

import { isFrom, originOf } from '../typescript/origins.ts';
import type { Scope, Site } from '../typescript/scope.ts';
import { bare, calleeName, memberName } from '../typescript/syntax.ts';
import { readObject, textsOf, valuesOf } from '../typescript/values.ts';

/** What the rest of the file does with a schema. */
export interface Uses {
  readonly model: string | undefined;
  readonly collection: string | undefined;
  readonly indexes: readonly (readonly string[])[];
  readonly expiries: readonly number[];
  /** What a plugin that keeps deleted documents marks them by. */
  readonly softDelete: string | undefined;
}

/** The calls of `model` and `index` on a schema, by the name it has. */
export function usesOf(variable: string | undefined, sites: readonly Site[]): Uses {
  const calls = sites.flatMap(({ node, scope }) =>
    variable !== undefined && node.type === 'CallExpression' ? [{ node, scope }] : [],
  );
  const named = calls.find(
    ({ node }) => calleeName(node.callee) === 'model' && isName(node.arguments[1], variable),
  );
  const texts =
    named === undefined ? [] : named.node.arguments.map((one) => textsOf(one, named.scope)[0]);
  const indexing = calls.filter(({ node: { callee } }) => {
    const member = bare(callee);
    const object = member.type === 'MemberExpression' ? bare(member.object) : undefined;
    return memberName(member) === 'index' && isName(object, variable);
  });
  const isKept = calls.some(({ node, scope }) => {
    const [plugin] = node.arguments;
    const member = bare(node.callee);
    const object = member.type === 'MemberExpression' ? bare(member.object) : undefined;
    return (
      plugin !== undefined &&
      memberName(member) === 'plugin' &&
      isName(object, variable) &&
      isFrom(originOf(plugin, scope), /^mongoose-delete$|^mongoose-\w*soft-?delete/u)
    );
  });
  return {
    softDelete: isKept ? 'deleted' : undefined,
    model: texts[0],
    collection: texts[2],
    indexes: indexing.flatMap(
      ({
        node: {
          arguments: [columns],
        },
        scope,
      }) => {
        const object = columns === undefined ? undefined : readObject(columns, scope);
        return object === undefined ? [] : [[...object.properties.keys()]];
      },
    ),
    expiries: indexing.flatMap(
      ({
        node: {
          arguments: [, options],
        },
        scope,
      }) => {
        const object = options === undefined ? undefined : readObject(options, scope);
        const after =
          object?.properties.get('expireAfterSeconds') ?? object?.properties.get('expires');
        return after === undefined ? [] : daysOf(after.value, after.scope);
      },
    ),
  };
}

function isName(node: Node | undefined, name: string | undefined): boolean {
  const given = node === undefined ? undefined : bare(node);
  return given?.type === 'Identifier' && given.name === name;
}

const units: Readonly<Record<string, number>> = {
  s: 1 / 86_400,
  m: 1 / 1440,
  h: 1 / 24,
  d: 1,
  w: 7,
  y: 365.25,
};

/** Days of an expiry: seconds, or a text as the package `ms` reads it. */
export function daysOf(node: Node, scope: Scope): readonly number[] {
  return valuesOf(node, scope).flatMap((value) => {
    if (value.kind === 'number') return [value.number / 86_400];
    if (value.kind !== 'text') return [];
    const [, amount, unit = ''] =
      /^(\d+(?:\.\d+)?)\s*([a-z])[a-z]*$/iu.exec(value.text.trim()) ?? [];
    const size = units[unit.toLowerCase()];
    return amount === undefined || size === undefined ? [] : [Number(amount) * size];
  });
}
