import type { Node } from 'oxc-parser';

import type { Scope } from '../typescript/scope.ts';
import { bindingOf, resolve } from '../typescript/scope.ts';
import { bare, calleeName, memberName } from '../typescript/syntax.ts';
import { textsOf, valuesOf } from '../typescript/values.ts';
import { rowsIn } from './sql-text.ts';
import type { SqlRows } from './sql-text.ts';

/** Rows that a call takes away, marks as deleted or reads. */
export interface CalledRows {
  readonly act: 'erase' | 'mark' | 'read';
  /** Model or table, as the code has it. */
  readonly model: string;
  readonly method: string;
  /** Whose method it is: an extension of Prisma changes Prisma's alone. */
  readonly by: 'prisma' | 'model' | 'table' | 'sql';
  readonly older?: SqlRows['older'];
}

type Act = CalledRows['act'];

/** What a call does to rows of a table, whichever library is asked; nothing for any other call. */
export function rowsCalled(node: Node, scope: Scope): CalledRows | undefined {
  if (node.type === 'TaggedTemplateExpression') return ofTemplate(node, scope);
  if (node.type !== 'CallExpression') return undefined;
  const callee = bare(node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const method = memberName(callee) ?? '';
  if (!known.test(method)) return undefined;
  const holder = bare(callee.object);
  return (
    ofDelegate(holder, method) ??
    ofTable(node, holder, method, scope) ??
    ofModel(holder, method, scope) ??
    ofManager(node, holder, method, scope) ??
    ofStatement(node, method, scope)
  );
}

// Every method below; most calls of a program end here.
const known =
  /^(?:find\w*|get(?:Many|One)\w*|delete\w*|destroy|remove|soft(?:Delete|Remove)|clear|truncate|native(?:Delete)|del|from|select\w*|query\w*|execute\w*|raw|unsafe|run|all|any|many|none|one|oneOrNone|manyOrNone|\$(?:query|execute)Raw\w*)$/;

const client = /^#?(?:\w*prisma\w*|db|database|tx|trx|transaction|orm)$/i;

function nameOf(node: Node): string | undefined {
  const named = bare(node);
  return named.type === 'Identifier' ? named.name : memberName(named);
}

/** `prisma.user.deleteMany(…)`, `db.query.users.findMany(…)` */
function ofDelegate(holder: Node, method: string): CalledRows | undefined {
  const model = memberName(holder);
  if (holder.type !== 'MemberExpression' || model === undefined) return undefined;
  const root = bare(holder.object);
  if (nameOf(root) === 'query' && root.type === 'MemberExpression') {
    const isRead = /^find(?:First|Many)$/.test(method) && client.test(nameOf(root.object) ?? '');
    return isRead ? { act: 'read', model, method, by: 'model' } : undefined;
  }
  if (!client.test(nameOf(root) ?? '')) return undefined;
  if (/^delete(?:Many)?$/.test(method)) return { act: 'erase', model, method, by: 'prisma' };
  return /^find(?:Unique|First|Many)(?:OrThrow)?$/.test(method)
    ? { act: 'read', model, method, by: 'prisma' }
    : undefined;
}

type Call = Extract<Node, { type: 'CallExpression' }>;

/** Builders: Drizzle's `db.delete(users)`, Kysely, Knex, Supabase, TypeORM's `.delete().from(User)`. */
function ofTable(node: Call, holder: Node, method: string, scope: Scope): CalledRows | undefined {
  const [first] = node.arguments;
  if (first !== undefined && builders.test(method)) {
    const act = method === 'from' ? actBefore(holder) : actOfBuilder(method, holder);
    const model = act === undefined ? undefined : tableNamed(first, scope);
    if (act !== undefined && model !== undefined) return { act, model, method, by: 'table' };
  }
  if (!/^(?:del|delete|select|truncate|deleteOne|deleteMany|find|findOne)$/.test(method))
    return undefined;
  const table = tableBelow(holder, scope);
  const act = /^(?:select|find)/.test(method) ? 'read' : 'erase';
  return table === undefined ? undefined : { act, model: table, method, by: 'table' };
}

const builders = /^(?:deleteFrom|selectFrom|delete|from)$/;

function actOfBuilder(method: string, holder: Node): Act | undefined {
  if (method === 'delete') return client.test(nameOf(holder) ?? '') ? 'erase' : undefined;
  return method === 'deleteFrom' ? 'erase' : 'read';
}

/** What `.from(…)` is called on: `db.select()` or `.delete()`. */
function actBefore(holder: Node): Act | undefined {
  const before = holder.type === 'CallExpression' ? (calleeName(holder.callee) ?? '') : '';
  if (before === 'delete') return 'erase';
  return before.startsWith('select') ? 'read' : undefined;
}

/** The table at the bottom of `knex('users').where(…)`, `supabase.from('users')`, `db.collection('users')`. */
function tableBelow(holder: Node, scope: Scope): string | undefined {
  let at = holder;
  while (at.type === 'CallExpression') {
    const callee = bare(at.callee);
    const name = calleeName(callee) ?? '';
    const [first] = at.arguments;
    if (first !== undefined && /^(?:from|table|collection|knex|trx)$/.test(name))
      return textsOf(first, scope)[0];
    if (callee.type !== 'MemberExpression') return undefined;
    at = bare(callee.object);
  }
  return undefined;
}

function tableNamed(node: Node, scope: Scope): string | undefined {
  const named = bare(node);
  return named.type === 'Identifier' ? exportedName(named.name, scope) : textsOf(named, scope)[0];
}

/** A table or model under another name here is still what its own file calls it. */
function exportedName(name: string, scope: Scope): string {
  const imported = resolve(name, scope)?.imported?.name;
  return imported === undefined || imported === '*' || imported === 'default' ? name : imported;
}

const erasingModel =
  /^(?:deleteOne|deleteMany|delete|deleteAll|destroy|remove|clear|truncate|findByIdAndDelete|findOneAndDelete|findByIdAndRemove|findOneAndRemove)$/;
const readingModel =
  /^(?:find(?:One|All|ById|ByPk|By|OneBy|OneOrFail|OneByOrFail|AndCount|AndCountBy)?)$/;

/** Mongoose's and Sequelize's models, TypeORM's repositories: `User.deleteMany(…)`, `this.users.delete(…)`. */
function ofModel(holder: Node, method: string, scope: Scope): CalledRows | undefined {
  const act = actOf(method);
  if (act === undefined) return undefined;
  const model = modelOf(holder, scope);
  return model === undefined ? undefined : { act, model, method, by: 'model' };
}

function actOf(method: string): Act | undefined {
  if (/^soft(?:Delete|Remove)$/.test(method)) return 'mark';
  if (erasingModel.test(method)) return 'erase';
  return readingModel.test(method) ? 'read' : undefined;
}

function modelOf(holder: Node, scope: Scope): string | undefined {
  if (holder.type === 'CallExpression') {
    const [first] = holder.arguments;
    const isRepository = /^get\w*Repository$/.test(calleeName(holder.callee) ?? '');
    return isRepository && first !== undefined ? tableNamed(first, scope) : undefined;
  }
  const name = nameOf(holder);
  const typed = name === undefined ? undefined : typeArgumentOf(holder, scope);
  if (name === undefined || typed !== undefined) return typed;
  const given = givenTo(holder, scope);
  return given?.type === 'CallExpression'
    ? modelOf(given, scope)
    : modelByName(holder, name, scope);
}

/** `userRepository`, `UserModel`, and a class: `User`. */
function modelByName(holder: Node, name: string, scope: Scope): string | undefined {
  const [, stem] = /^#?(\w+?)(?:Repository|Repo|Model|Entity)$/.exec(name) ?? [];
  if (stem !== undefined) return stem;
  return holder.type === 'Identifier' && /^[A-Z][a-z]/.test(name) && !languages.has(name)
    ? exportedName(name, scope)
    : undefined;
}

const languages = new Set(['Object', 'Array', 'Map', 'Set', 'Reflect', 'Promise', 'Cookies']);

/** `User` of `private users: Repository<User>`. */
function typeArgumentOf(holder: Node, scope: Scope): string | undefined {
  for (const { type } of bindingOf(holder, scope)?.sources ?? []) {
    if (type?.type !== 'TSTypeReference') continue;
    const [argument] = type.typeArguments?.params ?? [];
    const name = /(?:Repository|Model)$/.test(typeName(type) ?? '')
      ? typeName(argument)
      : undefined;
    if (name !== undefined) return name.replace(/Document$/, '');
  }
  return undefined;
}

function typeName(type: Node | undefined): string | undefined {
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier'
    ? type.typeName.name
    : undefined;
}

function givenTo(holder: Node, scope: Scope): Node | undefined {
  const [source, ...others] = bindingOf(holder, scope)?.sources ?? [];
  return others.length > 0 || source?.expression === undefined
    ? undefined
    : bare(source.expression);
}

/** `manager.delete(User, …)`, `em.nativeDelete(User, …)` */
function ofManager(node: Call, holder: Node, method: string, scope: Scope): CalledRows | undefined {
  const [first] = node.arguments;
  if (first?.type !== 'Identifier' || !/^[A-Z]/.test(first.name)) return undefined;
  if (!/(?:manager|^em|^entities|dataSource)$/i.test(nameOf(holder) ?? '')) return undefined;
  const act = method === 'nativeDelete' ? 'erase' : actOf(method);
  return act === undefined
    ? undefined
    : { act, model: exportedName(first.name, scope), method, by: 'model' };
}

/** `client.query('DELETE FROM users …')` */
function ofStatement(node: Call, method: string, scope: Scope): CalledRows | undefined {
  const [first] = node.arguments;
  if (first === undefined || first.type === 'SpreadElement') return undefined;
  const text = valuesOf(first, scope).flatMap((value) =>
    value.kind === 'text' ? [value.text] : [],
  )[0];
  return text === undefined ? undefined : said(text, method);
}

/** ``prisma.$executeRaw`DELETE FROM …` ``, ``sql`…` `` */
function ofTemplate(node: Node, scope: Scope): CalledRows | undefined {
  if (node.type !== 'TaggedTemplateExpression') return undefined;
  const tag = calleeName(node.tag) ?? '';
  if (!/^(?:sql|\$(?:query|execute)Raw\w*|raw)$/.test(tag)) return undefined;
  const { quasis, expressions } = node.quasi;
  const text = quasis
    .map(({ value }, index) => {
      const hole = expressions[index];
      const named =
        hole === undefined ? '' : hole.type === 'Identifier' ? exportedName(hole.name, scope) : '?';
      return `${value.cooked ?? ''}${named}`;
    })
    .join('');
  return said(text, tag);
}

function said(text: string, method: string): CalledRows | undefined {
  const rows = rowsIn(text);
  if (rows === undefined) return undefined;
  const { act, table, older } = rows;
  return { act, model: table, method, by: 'sql', ...(older === undefined ? {} : { older }) };
}
