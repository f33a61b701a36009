import type { Node, PropertyDefinition } from 'oxc-parser';

import type { Problem } from '../extraction.ts';
import type { ModelFact, RelationFact } from '../facts.ts';
import { columnKind } from '../model/column-kind.ts';
import type { DeclaredField } from '../model/model-of.ts';
import { modelOf } from '../model/model-of.ts';
import type { FileView } from '../typescript/detector.ts';
import type { Scope, Site } from '../typescript/scope.ts';
import { resolve } from '../typescript/scope.ts';
import { typeName } from '../typescript/shapes.ts';
import { bare, keyName } from '../typescript/syntax.ts';
import type { Decorator } from './decorators.ts';
import { booleanOf, decoratorsOf, namesIn, textOf } from './decorators.ts';
import { onDeleteOf, snakeCase } from './naming.ts';
import { saidOf, saidOfStatement } from './remarks.ts';

// TypeORM, MikroORM, sequelize-typescript and Nest's Mongoose say the same by decorators.
const entities = /^(Entity|Table|Schema)$/u;
const columns =
  /^((Primary|PrimaryGenerated|CreateDate|UpdateDate|DeleteDate|Version|ObjectId|View)?Column|Property|Prop|PrimaryKey|SerializedPrimaryKey|Enum|Formula|CreatedAt|UpdatedAt|DeletedAt|ForeignKey)$/u;
const primaries = /^(PrimaryColumn|PrimaryGeneratedColumn|ObjectIdColumn|PrimaryKey)$/u;
const references = /^(ManyToOne|OneToOne|BelongsTo|ForeignKey)$/u;

/** The table of a class that is an entity. */
export function decoratedModel(
  site: Site,
  file: FileView,
  problems: Problem[],
): readonly ModelFact[] {
  const { node, scope } = site;
  if (node.type !== 'ClassDeclaration' || node.id === null) return [];
  const decorators = decoratorsOf(node, scope);
  const entity = decorators.find(({ name }) => entities.test(name));
  if (entity === undefined) return [];
  const members = membersOf(node, scope);
  const fields = members.filter(isColumn);
  const model = node.id.name;
  return [
    modelOf(
      {
        model,
        table: tableOf(entity) ?? snakeCase(model),
        at: file.at(node.id),
        primaryKey: fields.filter(isPrimary).map(columnOf),
        said: saidOfStatement(site, file),
        fields: fields.map((member) => fieldOf(member, file)),
        relations: members.flatMap((member) => relationOf(member, file)),
        indexes: indexesOf(members, decorators),
        softDelete: fields.find(marksDeleted)?.name,
      },
      problems,
    ),
  ];
}

/** A field of a class with the decorators it has. */
interface Member {
  readonly name: string;
  readonly node: PropertyDefinition;
  readonly decorators: readonly Decorator[];
}

// Fields of a base class in the same file are the table's own.
function membersOf(node: Node, scope: Scope): readonly Member[] {
  if (node.type !== 'ClassDeclaration') return [];
  const parent = node.superClass === null ? undefined : bare(node.superClass);
  const base = parent?.type === 'Identifier' ? resolve(parent.name, scope)?.declaration : undefined;
  const inherited = base === undefined || base === node ? [] : membersOf(base, scope);
  const own = node.body.body.flatMap((member): readonly Member[] => {
    if (member.type !== 'PropertyDefinition') return [];
    const name = keyName(member);
    const decorators = decoratorsOf(member, scope);
    return name === undefined || decorators.length === 0
      ? []
      : [{ name, node: member, decorators }];
  });
  return [...inherited, ...own];
}

function isColumn({ decorators }: Member): boolean {
  return decorators.some(({ name }) => columns.test(name));
}

function isPrimary({ decorators }: Member): boolean {
  return decorators.some(
    (one) =>
      primaries.test(one.name) ||
      booleanOf(one, 'primary') === true ||
      booleanOf(one, 'primaryKey') === true,
  );
}

function marksDeleted({ decorators }: Member): boolean {
  return decorators.some(({ name }) => /^(?:DeleteDateColumn|DeletedAt)$/u.test(name));
}

function fieldOf(member: Member, file: FileView): DeclaredField {
  const { name, node, decorators } = member;
  const isOptional = decorators.some(
    (one) => booleanOf(one, 'nullable') === true || booleanOf(one, 'allowNull') === true,
  );
  return {
    name,
    column: columnOf(member),
    type: typeOf(member),
    nullable: isOptional || node.optional === true,
    at: file.at(node.key),
    said: saidOf(node, node.key, file),
  };
}

function columnOf({ name, decorators }: Member): string {
  for (const one of decorators.filter((each) => columns.test(each.name))) {
    const said = textOf(one, 'name') ?? textOf(one, 'fieldName') ?? textOf(one, 'field');
    if (said !== undefined) return said;
  }
  return name;
}

function typeOf({ node, decorators }: Member): string {
  const annotation = node.typeAnnotation?.typeAnnotation;
  const isList = annotation?.type === 'TSArrayType';
  const said = decorators
    .filter(({ name }) => columns.test(name))
    .map((one) => textOf(one, 'type') ?? one.text)
    .find((text) => text !== undefined);
  const written = typeName(annotation);
  const kind = columnKind(said ?? written ?? 'unknown');
  // A database's own word for an enumeration or an array says less than the class does.
  const known = /^[A-Z]/u.test(kind) ? kind : columnKind(written ?? kind);
  return isList ? `${known}[]` : known;
}

function relationOf(member: Member, file: FileView): readonly RelationFact[] {
  const { node, decorators } = member;
  const relation = decorators.find((one) => references.test(one.name));
  const column = keyOf(member);
  if (relation?.target === undefined || column === undefined) return [];
  const onDelete = textOf(relation, 'onDelete') ?? textOf(relation, 'deleteRule');
  return [
    {
      columns: [column],
      model: relation.target,
      references: [],
      onDelete: onDeleteOf(onDelete),
      at: file.at(node.key),
    },
  ];
}

/** The column of a relation that its own table holds. */
function keyOf({ name, decorators }: Member): string | undefined {
  const relation = decorators.find((one) => references.test(one.name));
  const join = decorators.find((one) => one.name === 'JoinColumn');
  if (relation === undefined || (relation.name === 'OneToOne' && join === undefined))
    return undefined;
  if (relation.name === 'ForeignKey') return name;
  const said =
    (join === undefined ? undefined : textOf(join, 'name')) ?? textOf(relation, 'joinColumn');
  return said ?? `${name}Id`;
}

/** Of columns and relations, and of the whole class, which names properties and not columns. */
function indexesOf(
  members: readonly Member[],
  decorators: readonly Decorator[],
): readonly (readonly string[])[] {
  const columnNamed = new Map(
    members.map((member) => [member.name, isColumn(member) ? columnOf(member) : keyOf(member)]),
  );
  return [
    ...members.flatMap(indexOf),
    ...decorators
      .flatMap(wholeIndexOf)
      .map((names) => names.map((name) => columnNamed.get(name) ?? name)),
  ];
}

function indexOf(member: Member): readonly (readonly string[])[] {
  const column = isColumn(member) ? columnOf(member) : keyOf(member);
  if (column === undefined) return [];
  const isFound = member.decorators.some(
    (one) =>
      primaries.test(one.name) ||
      // One row for one other row is held by a unique index.
      /^(Index|Unique|OneToOne)$/u.test(one.name) ||
      booleanOf(one, 'unique') === true ||
      booleanOf(one, 'index') === true,
  );
  return isFound ? [[column]] : [];
}

// `@Index(['teamId', 'email'])` and `@Unique({ properties: ['email'] })` on the class.
function wholeIndexOf(decorator: Decorator): readonly (readonly string[])[] {
  if (!/^(Index|Unique)$/u.test(decorator.name)) return [];
  const names = namesIn(decorator);
  return names.length === 0 ? [] : [names];
}

function tableOf(entity: Decorator): string | undefined {
  const said = textOf(entity, 'tableName') ?? textOf(entity, 'collection');
  return said ?? entity.text ?? textOf(entity, 'name');
}
