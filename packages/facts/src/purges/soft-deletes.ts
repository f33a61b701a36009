import type { Node } from 'oxc-parser';

import type { Scope, Site } from '../typescript/scope.ts';
import { bare, calleeName, isFunction, keyName, memberName } from '../typescript/syntax.ts';
import { readObject } from '../typescript/values.ts';

/**
 * Models whose deletes the client turns into updates: a Prisma extension or middleware, or a package
 * that is one. `*` is every model; nothing for any other call.
 */
export function softDeletedBy({ node, scope }: Site, text: string): readonly string[] {
  if (node.type !== 'CallExpression') return [];
  const name = calleeName(node.callee) ?? '';
  const [first] = node.arguments;
  if (first === undefined || first.type === 'SpreadElement') return [];
  if (name === '$extends') return byExtension(first, scope, text);
  if (name === '$use') return byMiddleware(text.slice(first.start, first.end));
  if (/^createSoftDelete(?:Extension|Middleware)$/.test(name)) {
    const models = readObject(first, scope)?.properties.get('models');
    const named = models === undefined ? undefined : readObject(models.value, models.scope);
    return named === undefined ? ['*'] : [...named.properties.keys()];
  }
  return [];
}

/** `$extends({ query: { user: { delete: ({ args }) => prisma.user.update(…) } } })`, or under `model`. */
function byExtension(given: Node, scope: Scope, text: string): readonly string[] {
  const parts = readObject(given, scope)?.properties;
  return ['query', 'model'].flatMap((part) => {
    const models = parts?.get(part);
    const named = models === undefined ? undefined : readObject(models.value, models.scope);
    return [...(named?.properties ?? [])].flatMap(([model, { value }]) =>
      turnsDeletes(value, text) ? [model === '$allModels' ? '*' : model] : [],
    );
  });
}

function turnsDeletes(object: Node, text: string): boolean {
  const given = bare(object);
  if (given.type !== 'ObjectExpression') return false;
  return given.properties.some((property) => {
    if (property.type !== 'Property' || !isFunction(bare(property.value))) return false;
    const body = text.slice(property.value.start, property.value.end);
    const name = keyName(property) ?? memberName(property.key) ?? '';
    if (/^delete(?:Many)?$/.test(name)) return /\bupdate(?:Many)?\b/.test(body);
    return name === '$allOperations' && isTurning(body, 'operation');
  });
}

function byMiddleware(body: string): readonly string[] {
  if (!isTurning(body, 'action')) return [];
  const models = [...body.matchAll(/\bmodel\s*===?\s*['"](\w+)['"]/g)].flatMap(
    ([, model]) => model ?? [],
  );
  return models.length === 0 ? ['*'] : models;
}

/** `if (params.action === 'delete') params.action = 'update'` */
function isTurning(body: string, word: string): boolean {
  return (
    new RegExp(String.raw`\b${word}\s*===?\s*['"]delete`).test(body) &&
    /['"]update(?:Many)?['"]|\.update(?:Many)?\(/.test(body)
  );
}
