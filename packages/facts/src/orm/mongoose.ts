import type { Node } from 'oxc-parser';

import type { Problem } from '../extraction.ts';
import type { ModelFact, RelationFact } from '../facts.ts';
import { columnKind } from '../model/column-kind.ts';
import type { DeclaredField } from '../model/model-of.ts';
import { modelOf } from '../model/model-of.ts';
import type { FileView } from '../typescript/detector.ts';
import { isFrom, originOf } from '../typescript/origins.ts';
import type { Scope, Site } from '../typescript/scope.ts';
import { bare, calleeName, memberName } from '../typescript/syntax.ts';
import { elementsOf, readObject, textsOf, valueOf } from '../typescript/values.ts';
import type { ObjectReading } from '../typescript/values.ts';
import { daysOf, usesOf } from './mongoose-uses.ts';
import { objectFields } from './object-fields.ts';
import type { ObjectField } from './object-fields.ts';
import { saidOf, saidOfStatement } from './remarks.ts';

interface Reading {
  readonly sites: readonly Site[];
  readonly file: FileView;
  readonly problems: Problem[];
}

/** The collection of `new Schema({ … })`, which `model('User', schema)` names. */
export function mongooseModel(
  site: Site,
  { sites, file, problems }: Reading,
): readonly ModelFact[] {
  const { node, scope } = site;
  if (node.type !== 'NewExpression' || calleeName(node.callee) !== 'Schema') return [];
  if (!isFrom(originOf(node.callee, scope), /^mongoose$/u)) return [];
  const [definition, settings] = node.arguments;
  const object = definition === undefined ? undefined : bare(definition);
  if (object?.type !== 'ObjectExpression') return [];
  const variable = variableOf(site);
  const uses = usesOf(variable, sites);
  const options = settings === undefined ? undefined : readObject(settings, scope);
  const paths = pathsIn(object, scope, undefined);
  const name = uses.model ?? (variable ?? 'Schema').replace(/_?schema$/iu, '');
  return [
    modelOf(
      {
        model: name.charAt(0).toUpperCase() + name.slice(1),
        table: textIn(options, 'collection') ?? uses.collection ?? collectionOf(name),
        at: file.at(node.callee),
        primaryKey: ['_id'],
        said: saidOfStatement(site, file),
        fields: paths.map((path) => fieldOf(path, file)),
        relations: paths.flatMap((path) => referenceOf(path, file)),
        indexes: [['_id'], ...paths.flatMap(indexOf), ...uses.indexes],
        expiresAfterDays: soonest([...paths.flatMap(expiryOf), ...uses.expiries]),
        softDelete: uses.softDelete,
      },
      problems,
    ),
  ];
}

function soonest(days: readonly number[]): number | undefined {
  return days.length === 0 ? undefined : Math.min(...days);
}

/** A path of a document, `address.street`, with the options it has. */
interface DocumentPath {
  readonly name: string;
  readonly field: ObjectField;
  /** The document that it is inside of. */
  readonly outer: ObjectField | undefined;
  readonly type: Node;
  readonly options: ObjectReading | undefined;
}

// An object without `type` is a document inside the document.
function pathsIn(
  object: Node,
  scope: Scope,
  outer: ObjectField | undefined,
): readonly DocumentPath[] {
  return objectFields(object, scope).flatMap((inner): readonly DocumentPath[] => {
    const name = outer === undefined ? inner.name : `${outer.name}.${inner.name}`;
    const field = { ...inner, name };
    const value = bare(field.value);
    const options = readObject(value, field.scope);
    const type = options?.properties.get('type');
    if (options === undefined || type !== undefined) {
      return [{ name, field, outer, type: type?.value ?? value, options }];
    }
    return pathsIn(value, field.scope, field);
  });
}

function fieldOf(
  { name, field, outer, type, options }: DocumentPath,
  file: FileView,
): DeclaredField {
  const elements = elementsOf(type, field.scope);
  const [first] = elements ?? [];
  const named = typeNamed(first?.value ?? type, field.scope);
  const kind = columnKind(named ?? 'unknown');
  const said = saidOf(field.whole, field.head, file);
  // What is said of a document holds for all that is in it.
  const whole = outer === undefined ? said : saidOf(outer.whole, outer.head, file);
  return {
    name,
    column: name,
    type: elements === undefined ? kind : `${kind}[]`,
    nullable: !isTrue(options, 'required'),
    at: file.at(field.head),
    said: said.data.length > 0 || said.none !== undefined ? said : whole,
  };
}

// `String`, `Schema.Types.ObjectId`, `'string'`, `{ type: String }` inside a list.
function typeNamed(node: Node, scope: Scope): string | undefined {
  const written = bare(node);
  if (written.type === 'Identifier') return written.name;
  const inside = readObject(written, scope)?.properties.get('type');
  if (inside !== undefined) return typeNamed(inside.value, inside.scope);
  return memberName(written) ?? textsOf(written, scope)[0];
}

function referenceOf(
  { name, field, type, options }: DocumentPath,
  file: FileView,
): readonly RelationFact[] {
  const [first] = elementsOf(type, field.scope) ?? [];
  const inside = first === undefined ? undefined : readObject(first.value, first.scope);
  const ref = (options ?? inside)?.properties.get('ref') ?? inside?.properties.get('ref');
  if (ref === undefined) return [];
  const model = textsOf(ref.value, ref.scope)[0] ?? calleeName(ref.value);
  if (model === undefined) return [];
  // Nothing in MongoDB follows a reference.
  return [
    { columns: [name], model, references: ['_id'], onDelete: 'no-action', at: file.at(field.head) },
  ];
}

function indexOf({ name, options }: DocumentPath): readonly (readonly string[])[] {
  const isFound =
    isTrue(options, 'index') || isTrue(options, 'unique') || options?.properties.has('expires');
  return isFound === true ? [[name]] : [];
}

function expiryOf({ options }: DocumentPath): readonly number[] {
  const expires = options?.properties.get('expires');
  return expires === undefined ? [] : daysOf(expires.value, expires.scope);
}

function isTrue(options: ObjectReading | undefined, name: string): boolean {
  const option = options?.properties.get(name);
  if (option === undefined) return false;
  const [first] = elementsOf(option.value, option.scope) ?? [option];
  const value = first === undefined ? undefined : valueOf(first.value, first.scope);
  return value?.kind === 'boolean' && value.boolean;
}

function textIn(options: ObjectReading | undefined, name: string): string | undefined {
  const option = options?.properties.get(name);
  return option === undefined ? undefined : textsOf(option.value, option.scope)[0];
}

// Mongoose's own plural, as far as a rule goes.
function collectionOf(model: string): string {
  const name = model.toLowerCase();
  if (/[^aeiou]y$/u.test(name)) return `${name.slice(0, -1)}ies`;
  if (name.endsWith('person')) return `${name.slice(0, -6)}people`;
  return /(s|x|z|ch|sh)$/u.test(name) ? `${name}es` : `${name}s`;
}

function variableOf({ parent }: Site): string | undefined {
  const around = parent?.node;
  return around?.type === 'VariableDeclarator' && around.id.type === 'Identifier'
    ? around.id.name
    : undefined;
}
