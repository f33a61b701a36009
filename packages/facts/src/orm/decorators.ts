import type { Node } from 'oxc-parser';

import { isFrom, originOf } from '../typescript/origins.ts';
import type { Scope } from '../typescript/scope.ts';
import { bare, calleeName } from '../typescript/syntax.ts';
import { elementsOf, readObject, textsOf, valueOf } from '../typescript/values.ts';
import type { ObjectReading } from '../typescript/values.ts';

/** A decorator of an object mapper, with what its arguments say. */
export interface Decorator {
  readonly name: string;
  /** A text that is its first argument: `@Entity('users')`. */
  readonly text: string | undefined;
  /** The class that its first argument gives: `@ManyToOne(() => User)`. */
  readonly target: string | undefined;
  readonly arguments: readonly { readonly node: Node; readonly scope: Scope }[];
  /** The first argument that is an object. */
  readonly options: ObjectReading | undefined;
}

const mappers =
  /^(typeorm|@mikro-orm\/.+|sequelize-typescript|@nestjs\/mongoose|@typegoose\/typegoose)$/u;

/** The decorators of a class or a member that come from an object mapper. */
export function decoratorsOf(owner: Node, scope: Scope): readonly Decorator[] {
  if (!('decorators' in owner) || !Array.isArray(owner.decorators)) return [];
  return owner.decorators.flatMap(({ expression }) => {
    const call = bare(expression);
    const callee = call.type === 'CallExpression' ? call.callee : call;
    const name = calleeName(callee);
    if (name === undefined || !isFrom(originOf(callee, scope), mappers)) return [];
    const given = call.type === 'CallExpression' ? call.arguments : [];
    return [decoratorOf(name, given, scope)];
  });
}

function decoratorOf(name: string, given: readonly Node[], scope: Scope): Decorator {
  const [first] = given;
  const objects = given.map((node) => readObject(node, scope));
  return {
    name,
    text: first === undefined ? undefined : textsOf(first, scope)[0],
    target: first === undefined ? undefined : classGivenBy(first),
    arguments: given.map((node) => ({ node, scope })),
    options: objects.find((object) => object !== undefined),
  };
}

// `() => User`, `(type) => User`; MikroORM and Sequelize also take the class by its name.
function classGivenBy(node: Node): string | undefined {
  const given = bare(node);
  if (given.type === 'Literal') return typeof given.value === 'string' ? given.value : undefined;
  const body = given.type === 'ArrowFunctionExpression' ? bare(given.body) : given;
  return body.type === 'Identifier' ? body.name : undefined;
}

export function textOf({ options }: Decorator, name: string): string | undefined {
  const option = options?.properties.get(name);
  if (option === undefined) return undefined;
  return textsOf(option.value, option.scope)[0];
}

export function booleanOf({ options }: Decorator, name: string): boolean | undefined {
  const option = options?.properties.get(name);
  const value = option === undefined ? undefined : valueOf(option.value, option.scope);
  return value?.kind === 'boolean' ? value.boolean : undefined;
}

/** Names in the first list among the arguments, or in the option `properties`. */
export function namesIn({ arguments: given, options }: Decorator): readonly string[] {
  const properties = options?.properties.get('properties');
  const lists = [
    ...given.map(({ node, scope }) => elementsOf(node, scope)),
    properties === undefined ? undefined : elementsOf(properties.value, properties.scope),
  ];
  const list = lists.find((elements) => elements !== undefined) ?? [];
  return list.flatMap(({ value, scope }) => textsOf(value, scope));
}
