import type { Node } from 'oxc-parser';

import type { DeclaredType } from '../flow/file-flow.ts';
import { bare, calleeName, isFunction, keyName } from './syntax.ts';
import type { Site } from './scope.ts';

/** Nodes that `typesOf` wants to see. */
export const shapeTypes: readonly Node['type'][] = [
  'ClassDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'VariableDeclarator',
];

/** Classes, interfaces, object types, validation schemas and tables that the file declares. */
export function typesOf(sites: readonly Site[]): readonly DeclaredType[] {
  return sites.flatMap(({ node }) => {
    const type = declaredBy(node);
    return type === undefined || (type.fields.length === 0 && type.parents.length === 0)
      ? []
      : [type];
  });
}

/**
 * The name of a written type, seen through what only wraps it: `Promise<User[]>`, `User | null`,
 * `Omit<User, 'id'>` and `z.infer<typeof User>` are all `User`.
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
    case 'TSTypeQuery':
      return identifier(type.exprName);
    case 'TSIndexedAccessType':
      return typeName(type.objectType);
    case 'TSUnionType':
    case 'TSIntersectionType':
      return type.types.map(typeName).find((name) => name !== undefined);
    default:
      return scalarName(type);
  }
}

function scalarName(type: Node | undefined): string | undefined {
  return /^TS(String|Number|Boolean)Keyword$/.exec(type?.type ?? '')?.[1]?.toLowerCase();
}

function referenceName(type: Node): string | undefined {
  if (type.type !== 'TSTypeReference') return undefined;
  const name = type.typeName.type === 'TSQualifiedName' ? type.typeName.right : type.typeName;
  if (name.type !== 'Identifier') return undefined;
  const argument = type.typeArguments?.params[0];
  if (wrappers.has(name.name) && argument !== undefined) return typeName(argument);
  return name.name.replace(/(?<=.)(GetPayload|HydratedDocument)$/, '');
}

const wrappers = new Set(
  [
    'Promise Array ReadonlyArray Set Partial Required Readonly Pick Omit NonNullable',
    'Awaited Observable Ref Signal Maybe DeepPartial infer output input TypeOf Infer Output',
    'InferSelectModel InferInsertModel ReturnType Repository EntityRepository Model HydratedDocument',
  ].flatMap((line) => line.split(' ')),
);

function declaredBy(node: Node): DeclaredType | undefined {
  switch (node.type) {
    case 'ClassDeclaration':
      return node.id === null
        ? undefined
        : {
            name: node.id.name,
            fields: fieldsOf(node.body.body),
            parents: node.superClass?.type === 'Identifier' ? [node.superClass.name] : [],
          };
    case 'TSInterfaceDeclaration':
      return {
        name: node.id.name,
        fields: fieldsOf(node.body.body),
        parents: node.extends.flatMap(({ expression }) =>
          expression.type === 'Identifier' ? [expression.name] : [],
        ),
      };
    case 'TSTypeAliasDeclaration':
      return { name: node.id.name, ...contentOf(node.typeAnnotation) };
    case 'VariableDeclarator':
      return schemaOf(node);
    default:
      return undefined;
  }
}

type Content = Pick<DeclaredType, 'fields' | 'parents'>;

function contentOf(type: Node): Content {
  switch (type.type) {
    case 'TSTypeLiteral':
      return { fields: fieldsOf(type.members), parents: [] };
    case 'TSIntersectionType':
    case 'TSUnionType':
      return joined(type.types.map(contentOf));
    default: {
      const parent = typeName(type);
      return { fields: [], parents: parent === undefined ? [] : [parent] };
    }
  }
}

function joined(contents: readonly Content[]): Content {
  return {
    fields: contents.flatMap(({ fields }) => fields),
    parents: contents.flatMap(({ parents }) => parents),
  };
}

function fieldsOf(members: readonly Node[]): DeclaredType['fields'] {
  return members.flatMap((member) => {
    if (member.type !== 'PropertyDefinition' && member.type !== 'TSPropertySignature') return [];
    const field = keyName(member);
    const type = typeName(member.typeAnnotation?.typeAnnotation) ?? 'unknown';
    return field === undefined ? [] : [{ name: field, type }];
  });
}

const makers =
  /^(object|strictObject|looseObject|extend|merge|and|intersection|union|discriminatedUnion|pgTable|mysqlTable|sqliteTable|Schema|Object|partial|pick|omit|passthrough|strict)$/;

/** `z.object({ email: z.string() })`, `pgTable('users', { email: text() })`, `new Schema({ email: String })`. */
function schemaOf(node: Node): DeclaredType | undefined {
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || node.init === null)
    return undefined;
  const made = bare(node.init);
  if (made.type !== 'CallExpression' && made.type !== 'NewExpression') return undefined;
  const content = madeOf(made, 0);
  return content === undefined ? undefined : { name: node.id.name, ...content };
}

function madeOf(expression: Node, depth: number): Content | undefined {
  const node = bare(expression);
  if (depth > 6 || (node.type !== 'CallExpression' && node.type !== 'NewExpression'))
    return undefined;
  const callee = bare(node.callee);
  const before = callee.type === 'MemberExpression' ? madeOf(callee.object, depth + 1) : undefined;
  if (before === undefined && !makers.test(calleeName(callee) ?? '')) return undefined;
  const parts = node.arguments.flatMap((argument) => partOf(argument, depth));
  return joined([...(before === undefined ? [] : [before]), ...extendedBy(callee), ...parts]);
}

// `User.extend({ … })` has what `User` has.
function extendedBy(callee: Node): readonly Content[] {
  if (callee.type !== 'MemberExpression') return [];
  const parent = identifier(bare(callee.object));
  const extendsIt = /^(extend|merge|and)$/.test(calleeName(callee) ?? '');
  return parent === undefined || !extendsIt ? [] : [{ fields: [], parents: [parent] }];
}

function partOf(argument: Node, depth: number): readonly Content[] {
  const node = bare(argument);
  switch (node.type) {
    case 'ObjectExpression':
      return [
        {
          fields: node.properties.flatMap((property) => {
            const name = property.type === 'Property' ? keyName(property) : undefined;
            return name === undefined ? [] : [{ name, type: 'unknown' }];
          }),
          parents: [],
        },
      ];
    case 'ArrayExpression':
      return node.elements.flatMap((element) => (element === null ? [] : partOf(element, depth)));
    case 'Identifier':
      return [{ fields: [], parents: [node.name] }];
    default: {
      const content = isFunction(node) ? undefined : madeOf(node, depth + 1);
      return content === undefined ? [] : [content];
    }
  }
}

function identifier(node: Node): string | undefined {
  return node.type === 'Identifier' ? node.name : undefined;
}
