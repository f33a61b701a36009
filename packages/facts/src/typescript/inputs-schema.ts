import type { Node } from 'oxc-parser';

import type { InputFact } from '../facts.ts';
import type { Detector, FileView } from './detector.ts';
import { enclosingName } from './detector.ts';
import { isFrom, originOf } from './origins.ts';
import type { Scope, Site } from './scope.ts';
import { bindingOf } from './scope.ts';
import { bare, calleeName, childrenOf, keyName } from './syntax.ts';

/** Fields that validation lets in: classes with validators or a DTO's name, and object schemas. */
export const schemaInputs: Detector = {
  types: ['ClassDeclaration', 'CallExpression'],
  detect: (site, file): readonly InputFact[] =>
    site.node.type === 'ClassDeclaration' ? fromClass(site, file) : fromSchema(site, file),
};

const validators =
  /^(class-validator|@nestjs\/swagger|@nestjs\/graphql|type-graphql|class-transformer)$/;
const libraries =
  /^(zod|yup|joi|@hapi\/joi|valibot|superstruct|@sinclair\/typebox|typebox|zod-form-data|@effect\/schema|runtypes|io-ts|arktype)$/;

function fromClass({ node, scope }: Site, file: FileView): readonly InputFact[] {
  if (node.type !== 'ClassDeclaration' || node.id === null) return [];
  const container = node.id.name;
  const isDto = /(Dto|DTO|Input|Body|Request)$/.test(container);
  return node.body.body.flatMap((member) => {
    if (member.type !== 'PropertyDefinition' || member.static) return [];
    const field = keyName(member);
    const isValidated = member.decorators.some(({ expression }) =>
      isFrom(originOf(expression, scope), validators),
    );
    if (field === undefined || !(isValidated || (isDto && member.value === null))) return [];
    return [inputFact({ form: 'dto', container, field, node: member.key, file })];
  });
}

// The outermost object of a schema names it; the objects inside it are parts of its fields.
function fromSchema(site: Site, file: FileView): readonly InputFact[] {
  const { node, scope } = site;
  if (!isSchema(node, scope) || isInsideSchema(site)) return [];
  const container = enclosingName(site) || 'schema';
  return fieldsOf(node, scope, []).map(({ path, key }) =>
    inputFact({ form: 'schema', container, field: path.join('.'), node: key, file }),
  );
}

function isSchema(node: Node, scope: Scope): boolean {
  if (node.type !== 'CallExpression') return false;
  const name = calleeName(node.callee) ?? '';
  if (
    !/^(object|strictObject|looseObject|Object|interface|type|partial|extend|Struct|Record|shape)$/.test(
      name,
    )
  ) {
    return false;
  }
  return (
    bare(node.arguments[0] ?? node).type === 'ObjectExpression' &&
    isFrom(originOf(node.callee, scope), libraries)
  );
}

function isInsideSchema(site: Site): boolean {
  for (let at = site.parent; at !== undefined; at = at.parent) {
    if (isSchema(at.node, at.scope)) {
      const call = at.node;
      return (
        call.type === 'CallExpression' &&
        call.callee !== site.node &&
        !isWithin(call.callee, site.node)
      );
    }
    if (/Statement|Declaration$/.test(at.node.type)) return false;
  }
  return false;
}

function isWithin(outer: Node, inner: Node): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

interface Field {
  readonly path: readonly string[];
  readonly key: Node;
}

function fieldsOf(schema: Node, scope: Scope, above: readonly string[]): readonly Field[] {
  const [argument] = schema.type === 'CallExpression' ? schema.arguments : [];
  const object = argument === undefined ? undefined : bare(argument);
  if (object?.type !== 'ObjectExpression' || above.length > 6) return [];
  return object.properties.flatMap((property) => {
    if (property.type !== 'Property') return [];
    const name = keyName(property);
    if (name === undefined) return [];
    const path = [...above, name];
    if (isNamedSchema(property.value, scope)) return [];
    const inner = schemasIn(property.value, scope).flatMap((below) => fieldsOf(below, scope, path));
    return inner.length > 0 ? inner : [{ path, key: property.key }];
  });
}

/** A field whose schema is an object with a name of its own: its parts are fields under that name. */
function isNamedSchema(value: Node, scope: Scope): boolean {
  const [source] = bindingOf(bare(value), scope)?.sources ?? [];
  return source?.expression !== undefined && isSchema(bare(source.expression), source.scope);
}

function schemasIn(node: Node, scope: Scope): readonly Node[] {
  if (isSchema(node, scope)) return [node];
  return childrenOf(node).flatMap((child) => schemasIn(child, scope));
}

interface Input {
  readonly form: InputFact['form'];
  readonly container: string;
  readonly field: string;
  readonly node: Node;
  readonly file: FileView;
}

/** The fact; its subject is the container and the field. */
export function inputFact({ form, container, field, node, file }: Input): InputFact {
  return {
    kind: 'input',
    at: file.at(node),
    subject: `${form} ${container} ${field}`,
    form,
    container,
    field,
  };
}
