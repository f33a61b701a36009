import type { Node } from 'oxc-parser';

import type { RelationFact } from '../facts.ts';
import type { FileView } from '../typescript/detector.ts';
import type { Scope } from '../typescript/scope.ts';
import { resolve } from '../typescript/scope.ts';
import { bare, calleeName, childrenOf, memberName } from '../typescript/syntax.ts';
import { elementsOf, readObject, textsOf } from '../typescript/values.ts';
import { onDeleteOf } from './naming.ts';

/** A column of a table, by the names the code has for them: `users.id`. */
export interface Member {
  readonly model: string;
  readonly column: string;
}

/** The column that `users.id` or `() => users.id` means. */
export function memberGivenBy(node: Node, scope: Scope): Member | undefined {
  const given = bare(node);
  const body = given.type === 'ArrowFunctionExpression' ? bare(given.body) : given;
  const column = memberName(body);
  if (body.type !== 'MemberExpression' || column === undefined) return undefined;
  const table = bare(body.object);
  if (table.type !== 'Identifier') return undefined;
  // Under another name here, the table is still what its own file calls it.
  const imported = resolve(table.name, scope)?.imported?.name;
  return { model: imported === undefined || imported === '*' ? table.name : imported, column };
}

/** What stands behind the columns of a table. */
export interface Constraint {
  readonly kind: 'primaryKey' | 'foreignKey' | 'index';
  readonly columns: readonly string[];
  readonly relation?: RelationFact;
}

/** Where the constraints stand, and the column of a field. */
export interface Where {
  readonly scope: Scope;
  readonly nameOf: (field: string) => string;
  readonly file: FileView;
}

/** Reads `(t) => [index().on(t.email), foreignKey({ columns: [t.teamId], … })]`. */
export function constraintsIn(node: Node, where: Where): readonly Constraint[] {
  const found: Constraint[] = [];
  const visit = (at: Node, onDelete: string | undefined): void => {
    if (at.type === 'CallExpression') {
      const name = calleeName(at.callee) ?? '';
      const [first] = at.arguments;
      const said =
        name === 'onDelete' && first !== undefined ? textsOf(first, where.scope)[0] : onDelete;
      found.push(...constraintOf(at, name, where, said));
      visit(at.callee, said);
      return;
    }
    for (const child of childrenOf(at)) visit(child, onDelete);
  };
  visit(node, undefined);
  return found;
}

function constraintOf(
  call: Extract<Node, { type: 'CallExpression' }>,
  name: string,
  { scope, nameOf, file }: Where,
  onDelete: string | undefined,
): readonly Constraint[] {
  if (name === 'on') {
    const columns = call.arguments.flatMap((one) => memberName(bare(one)) ?? []).map(nameOf);
    return columns.length === 0 ? [] : [{ kind: 'index', columns }];
  }
  if (name !== 'primaryKey' && name !== 'foreignKey') return [];
  const [options] = call.arguments;
  const object = options === undefined ? undefined : readObject(options, scope);
  const own = membersIn(object?.properties.get('columns')?.value, scope);
  const columns = own.map(({ column }) => nameOf(column));
  if (name === 'primaryKey') return [{ kind: 'primaryKey', columns }];
  const there = membersIn(object?.properties.get('foreignColumns')?.value, scope);
  const [target] = there;
  if (target === undefined) return [];
  const relation: RelationFact = {
    columns,
    model: target.model,
    references: there.map(({ column }) => column),
    onDelete: onDeleteOf(onDelete),
    at: file.at(call),
  };
  return [{ kind: 'foreignKey', columns, relation }];
}

function membersIn(list: Node | undefined, scope: Scope): readonly Member[] {
  const elements = list === undefined ? undefined : elementsOf(list, scope);
  return (elements ?? []).flatMap(({ value, scope: where }) => memberGivenBy(value, where) ?? []);
}
