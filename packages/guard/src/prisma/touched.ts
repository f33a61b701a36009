import type { DataMap } from '@troth/compiler';
import type { Model } from '@troth/envelope';
import type { GuardRule } from '../denial.ts';

export type Args = Readonly<Record<string, unknown>>;

/** What the columns of a model are to the policy. */
export interface Classified {
  readonly model: Model;
  /** Categories by field; empty: no personal data. Absent: nobody has said. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

/** Personal data that a query touches, by what it does with it. */
export interface Touched {
  readonly read: ReadonlySet<string>;
  readonly written: ReadonlySet<string>;
  /** `Model.field` of which nobody has said what it is. */
  readonly unclassified: readonly string[];
}

export const UNCLASSIFIED: GuardRule = 'collection/unclassified-field';

/** Joins the models of a client with the tables of the data map. */
export function classified(
  models: ReadonlyMap<string, Model>,
  dataMap: DataMap | undefined,
): ReadonlyMap<string, Classified> {
  const tables = (dataMap?.stores ?? []).flatMap((store) =>
    store.kind === 'database' ? store.tables : [],
  );
  const byName = new Map(tables.map((table) => [table.name, table]));
  return new Map(
    [...models.values()].map((model) => {
      const columns = new Map(
        (byName.get(model.table)?.columns ?? []).map((column) => [column.name, column]),
      );
      const fields = [...model.fields.values()].flatMap(({ name, column, relation }) => {
        const found = columns.get(column);
        if (relation !== undefined || found === undefined) return [];
        return found.data.length === 0 && found.none === undefined
          ? []
          : [[name, found.data] as const];
      });
      return [model.name, { model, fields: new Map(fields) }];
    }),
  );
}

/** Rows are answered with all that `select`, `include` and `omit` leave, unless they are only counted. */
const ANSWERLESS = new Set([
  'count',
  'createMany',
  'updateMany',
  'deleteMany',
  'aggregate',
  'groupBy',
]);

/** What one query reads and writes. @throws never: what cannot be told is `unclassified` */
export function touchedBy(
  name: string,
  operation: string,
  args: unknown,
  models: ReadonlyMap<string, Classified>,
): Touched {
  const touching = new Touching(models);
  const asked = argsOf(args);
  if (!ANSWERLESS.has(operation)) touching.answer(name, asked);
  touching.query(name, asked);
  for (const key of ['data', 'create', 'update']) {
    for (const data of listOf(asked[key])) touching.write(name, data);
  }
  return touching;
}

const PLACES = [
  'where',
  'orderBy',
  'by',
  'having',
  'distinct',
  'cursor',
  '_min',
  '_max',
  '_avg',
  '_sum',
] as const;

class Touching implements Touched {
  readonly read = new Set<string>();
  readonly written = new Set<string>();
  readonly unclassified: string[] = [];
  readonly #models: ReadonlyMap<string, Classified>;

  constructor(models: ReadonlyMap<string, Classified>) {
    this.#models = models;
  }

  /** Fields that come back, here and in the relations beside. */
  answer(name: string, { select, include, omit }: Args): void {
    const fields = this.#models.get(name)?.model.fields;
    if (fields === undefined) {
      this.unclassified.push(name);
      return;
    }
    const [chosen, beside, left] = [argsOf(select), argsOf(include), argsOf(omit)];
    for (const [field, { relation }] of fields) {
      const wanted = select === undefined ? beside[field] : chosen[field];
      if (relation !== undefined && wanted !== undefined && wanted !== false)
        this.#relation(relation, argsOf(wanted));
      const isRead = select === undefined ? left[field] !== true : chosen[field] === true;
      if (relation === undefined && isRead) this.#mark(name, field, this.read);
    }
    this.#counted(name, argsOf(argsOf(select)['_count'] ?? argsOf(include)['_count']));
  }

  /** Fields that a filter, an order, a group or a figure speaks of. */
  query(name: string, args: Args): void {
    for (const place of PLACES) {
      for (const part of listOf(args[place])) this.#speaks(name, part, this.read);
    }
  }

  /** Fields that are written, here and in rows beside. */
  write(name: string, data: unknown): void {
    this.#speaks(name, data, this.written);
  }

  #relation(name: string, args: Args): void {
    this.answer(name, args);
    this.query(name, args);
  }

  #counted(name: string, { select }: Args): void {
    for (const [field, args] of Object.entries(argsOf(select))) {
      const relation = this.#models.get(name)?.model.fields.get(field)?.relation;
      if (relation !== undefined) this.query(relation, argsOf(args));
    }
  }

  /** A relation inside is spoken of in its own model; `AND`, `connect`, `is` and their like are passed through. */
  #speaks(name: string, part: unknown, into: Set<string>): void {
    if (typeof part === 'string') {
      this.#mark(name, part, into);
      return;
    }
    for (const [key, value] of Object.entries(argsOf(part))) {
      const field = this.#models.get(name)?.model.fields.get(key);
      if (field?.relation !== undefined) this.#nested(field.relation, value, into);
      else if (field !== undefined) this.#mark(name, key, into);
      else for (const inner of listOf(value)) this.#speaks(name, inner, into);
    }
  }

  /** What picks rows of a relation reads; what is put into them writes. */
  #nested(name: string, value: unknown, into: Set<string>): void {
    const picks = new Set(['connect', 'disconnect', 'set', 'delete', 'deleteMany', 'where']);
    for (const [key, part] of listOf(value).flatMap((inner) => Object.entries(argsOf(inner)))) {
      const target = picks.has(key) ? this.read : into;
      if (this.#models.get(name)?.model.fields.has(key) === true)
        this.#speaks(name, { [key]: part }, target);
      else for (const one of listOf(part)) this.#operation(name, one, target);
    }
  }

  /** `{ where, data }`, `{ where, create, update }` or the row itself. */
  #operation(name: string, part: unknown, into: Set<string>): void {
    const { where, ...rest } = argsOf(part);
    if (where !== undefined) this.#speaks(name, where, this.read);
    this.#speaks(name, rest, into);
  }

  #mark(name: string, field: string, into: Set<string>): void {
    const known = this.#models.get(name);
    if (known?.model.fields.get(field) === undefined) return;
    const categories = known.fields.get(field);
    if (categories === undefined) this.unclassified.push(`${name}.${field}`);
    for (const id of categories ?? []) into.add(id);
  }
}

function argsOf(value: unknown): Args {
  return isArgs(value) ? value : NOTHING;
}

const NOTHING: Args = {};

/** Something with keys: no list, no instant, no bytes. */
export function isArgs(value: unknown): value is Args {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  );
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
