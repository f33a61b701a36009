import type { Node } from 'oxc-parser';

import { present } from '../flow/present.ts';
import type { Scope } from './scope.ts';
import { bare, calleeName, memberName } from './syntax.ts';
import { readObject } from './values.ts';

/** Rows that a query of an ORM gives: their model, and the fields asked for where it says. */
export interface QueriedRow {
  /** `model:User`. */
  readonly type: string;
  readonly only?: readonly string[];
}

// No other library has methods of these names on a delegate.
const reading = /^find(Unique|First|Many)(OrThrow)?$|^(create|update)ManyAndReturn$/;
const writing = /^(create|update|upsert|delete)$/;
const client = /^(prisma|db|tx|trx|client|database|orm)|(Prisma|Db|DB)$/;
const active =
  /^(find(One|ById|ByPk|OneBy|OneOrFail|OneByOrFail|AndCountAll)?|findAll|findBy)(And(Update|Delete))?$/;

/** `db.user.findUnique(…)` gives a `User`, and so does `User.findOne(…)`. */
export function queriedRow(node: Node, scope: Scope): QueriedRow | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = bare(node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const holder = bare(callee.object);
  const method = memberName(callee) ?? '';
  if (holder.type === 'Identifier') return rowOfActive(holder.name, method);
  const delegate = memberName(holder);
  if (delegate === undefined || !isQuery(method, holder)) return undefined;
  const only = selectedBy(node.arguments[0], scope);
  const type = `model:${delegate.charAt(0).toUpperCase()}${delegate.slice(1)}`;
  return { type, ...present({ only }) };
}

function rowOfActive(name: string, method: string): QueriedRow | undefined {
  const isModel = /^[A-Z][a-z]/.test(name) && active.test(method);
  return isModel ? { type: `model:${name.replace(/(Model|Entity)$/, '')}` } : undefined;
}

function isQuery(method: string, holder: Node): boolean {
  if (reading.test(method)) return true;
  const of = holder.type === 'MemberExpression' ? (calleeName(holder.object) ?? '') : '';
  return writing.test(method) && client.test(of);
}

function selectedBy(argument: Node | undefined, scope: Scope): readonly string[] | undefined {
  const select =
    argument === undefined ? undefined : readObject(argument, scope)?.properties.get('select');
  const fields = select === undefined ? undefined : readObject(select.value, select.scope);
  return fields === undefined || fields.open ? undefined : [...fields.properties.keys()];
}
