import type { Node } from 'oxc-parser';

import type { Problem } from '../extraction.ts';
import type { ModelFact, RelationFact } from '../facts.ts';
import { columnKind } from '../model/column-kind.ts';
import { modelOf } from '../model/model-of.ts';
import type { FileView } from '../typescript/detector.ts';
import { isFrom, originOf } from '../typescript/origins.ts';
import type { Scope, Site } from '../typescript/scope.ts';
import { bare, calleeName, isFunction } from '../typescript/syntax.ts';
import { readObject, textsOf } from '../typescript/values.ts';
import { constraintsIn, memberGivenBy } from './drizzle-constraints.ts';
import { onDeleteOf } from './naming.ts';
import { objectFields } from './object-fields.ts';
import type { ObjectField } from './object-fields.ts';
import { saidOf, saidOfStatement } from './remarks.ts';

/** The table of `pgTable('users', { … })` and its siblings. */
export function drizzleModel(
  site: Site,
  file: FileView,
  problems: Problem[],
): readonly ModelFact[] {
  const { node, scope } = site;
  if (node.type !== 'CallExpression') return [];
  const [first, second, extra] = node.arguments;
  const columns = second === undefined ? undefined : columnsOf(second);
  if (first === undefined || columns === undefined || !isTableCall(node.callee, scope)) return [];
  const [table] = textsOf(first, scope);
  if (table === undefined) return [];
  const fields = objectFields(columns, scope).map((field) => ({ field, chain: chainOf(field) }));
  const columnNames = new Map(fields.map(({ field, chain }) => [field.name, chain.column]));
  const nameOf = (name: string): string => columnNames.get(name) ?? name;
  const more = extra === undefined ? [] : constraintsIn(extra, { scope, nameOf, file });
  const keys = fields.filter(({ chain }) => chain.calls.has('primaryKey'));
  return [
    modelOf(
      {
        model: variableOf(site) ?? table,
        table,
        at: file.at(first),
        primaryKey: [
          ...keys.map(({ chain }) => chain.column),
          ...more.flatMap(({ kind, columns: own }) => (kind === 'primaryKey' ? own : [])),
        ],
        said: saidOfStatement(site, file),
        fields: fields.map(({ field, chain }) => ({
          name: field.name,
          column: chain.column,
          type: chain.calls.has('array') ? `${chain.type}[]` : chain.type,
          nullable: !chain.calls.has('notNull') && !chain.calls.has('primaryKey'),
          at: file.at(field.head),
          said: saidOf(field.whole, field.head, file),
        })),
        relations: [
          ...fields.flatMap(({ field, chain }) => referenceOf(field, chain, file)),
          ...more.flatMap(({ relation }) => relation ?? []),
        ],
        indexes: [
          ...fields
            .filter(({ chain }) => chain.calls.has('primaryKey') || chain.calls.has('unique'))
            .map(({ chain }) => [chain.column]),
          ...more.flatMap(({ kind, columns: own }) =>
            kind === 'foreignKey' && !indexesKeys(node.callee, scope) ? [] : [own],
          ),
          ...(indexesKeys(node.callee, scope)
            ? fields.flatMap(({ chain }) => (chain.calls.has('references') ? [[chain.column]] : []))
            : []),
        ],
      },
      problems,
    ),
  ];
}

// `pgTable`, `mysqlTable`, `sqliteTable`; `pgSchema('app').table`; what `pgTableCreator` makes.
function isTableCall(callee: Node, scope: Scope): boolean {
  const origin = originOf(callee, scope);
  if (origin === undefined || !isFrom(origin, /^drizzle-orm$/u)) return false;
  const name = origin.names.at(-1) ?? '';
  return name === 'table' || /Table(?:Creator)?$/u.test(name);
}

// InnoDB makes an index for each foreign key that has none.
function indexesKeys(callee: Node, scope: Scope): boolean {
  const origin = originOf(callee, scope);
  return origin?.names.some((name) => name.startsWith('mysql')) === true;
}

// The columns, which may be given by a function of the column builders.
function columnsOf(node: Node): Node | undefined {
  const given = bare(node);
  if (!isFunction(given)) return given.type === 'ObjectExpression' ? given : undefined;
  const body = given.type === 'ArrowFunctionExpression' ? bare(given.body) : undefined;
  return body?.type === 'ObjectExpression' ? body : undefined;
}

/** `varchar('e_mail').notNull().references(…)`: the column, its type and what is called on it. */
interface Chain {
  readonly column: string;
  readonly type: string;
  readonly calls: ReadonlyMap<string, readonly Node[]>;
}

function chainOf({ name, value, scope }: ObjectField): Chain {
  const calls = new Map<string, readonly Node[]>();
  let at = bare(value);
  let builder = 'unknown';
  let column = name;
  while (at.type === 'CallExpression') {
    const callee = bare(at.callee);
    const called = calleeName(callee) ?? '';
    const isBuilder =
      callee.type !== 'MemberExpression' || bare(callee.object).type !== 'CallExpression';
    if (isBuilder) {
      builder = called;
      const [first] = at.arguments;
      column = (first === undefined ? undefined : textsOf(first, scope)[0]) ?? name;
      break;
    }
    calls.set(called, at.arguments);
    at = callee.type === 'MemberExpression' ? bare(callee.object) : callee;
  }
  return { column, type: columnKind(builder), calls };
}

// `.references(() => users.id, { onDelete: 'cascade' })`
function referenceOf(
  field: ObjectField,
  { column, calls }: Chain,
  file: FileView,
): readonly RelationFact[] {
  const [to, options] = calls.get('references') ?? [];
  const there = to === undefined ? undefined : memberGivenBy(to, field.scope);
  if (there === undefined) return [];
  const said = options === undefined ? undefined : readObject(options, field.scope);
  const action = said?.properties.get('onDelete');
  const [onDelete] = action === undefined ? [] : textsOf(action.value, action.scope);
  return [
    {
      columns: [column],
      model: there.model,
      references: [there.column],
      onDelete: onDeleteOf(onDelete),
      at: file.at(field.head),
    },
  ];
}

function variableOf({ parent }: Site): string | undefined {
  const around = parent?.node;
  return around?.type === 'VariableDeclarator' && around.id.type === 'Identifier'
    ? around.id.name
    : undefined;
}
