import type { Node } from 'oxc-parser';

import type { TypeShape } from '../extraction.ts';
import { keyName } from './syntax.ts';
import type { Site } from './scope.ts';

/** The application's models and, over them, the classes and interfaces that the file declares. */
export function typesOf(
  models: readonly TypeShape[],
  sites: readonly Site[],
): ReadonlyMap<string, TypeShape> {
  const types = new Map(models.map((shape) => [shape.name, shape]));
  for (const { node } of sites) {
    const shape = shapeOf(node);
    if (shape !== undefined) types.set(shape.name, shape);
  }
  return types;
}

/** Nodes that `typesOf` wants to see. */
export const shapeTypes: readonly Node['type'][] = [
  'ClassDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
];

/**
 * The name of a written type, seen through what only wraps it: `Promise<User[]>`, `User | null`,
 * `Omit<User, 'id'>` are all `User`.
 */
export function typeName(type: Node | undefined): string | undefined {
  switch (type?.type) {
    case 'TSTypeReference':
      return referenceName(type);
    case 'TSArrayType':
      return typeName(type.elementType);
    case 'TSTypeOperator':
    case 'TSParenthesizedType':
      return typeName(type.typeAnnotation);
    case 'TSUnionType':
    case 'TSIntersectionType':
      return type.types.map(typeName).find((name) => name !== undefined);
    default:
      return /^TS(String|Number|Boolean)Keyword$/.exec(type?.type ?? '')?.[1]?.toLowerCase();
  }
}

function referenceName(type: Node): string | undefined {
  if (type.type !== 'TSTypeReference') return undefined;
  const name = type.typeName.type === 'TSQualifiedName' ? type.typeName.right : type.typeName;
  if (name.type !== 'Identifier') return undefined;
  const argument = type.typeArguments?.params[0];
  return wrappers.has(name.name) && argument !== undefined ? typeName(argument) : name.name;
}

const wrappers = new Set(
  [
    'Promise Array ReadonlyArray Set Partial Required Readonly Pick Omit NonNullable',
    'Awaited Observable Ref Signal Maybe DeepPartial',
  ].flatMap((line) => line.split(' ')),
);

function shapeOf(node: Node): TypeShape | undefined {
  switch (node.type) {
    case 'ClassDeclaration':
      return node.id === null ? undefined : shape(node.id.name, node.body.body);
    case 'TSInterfaceDeclaration':
      return shape(node.id.name, node.body.body);
    case 'TSTypeAliasDeclaration':
      return node.typeAnnotation.type === 'TSTypeLiteral'
        ? shape(node.id.name, node.typeAnnotation.members)
        : undefined;
    default:
      return undefined;
  }
}

function shape(name: string, members: readonly Node[]): TypeShape {
  const fields = members.flatMap((member) => {
    if (member.type !== 'PropertyDefinition' && member.type !== 'TSPropertySignature') return [];
    const field = keyName(member);
    const type = typeName(member.typeAnnotation?.typeAnnotation) ?? 'unknown';
    return field === undefined ? [] : [{ name: field, type }];
  });
  return { name, fields };
}
