/** What a Prisma client knows of its schema at run time. */
export interface Model {
  readonly name: string;
  /** As the database spells it. */
  readonly table: string;
  readonly fields: ReadonlyMap<string, ModelField>;
}

export interface ModelField {
  readonly name: string;
  /** As the database spells it. */
  readonly column: string;
  /** Name of the model that a relation leads to. */
  readonly relation?: string;
}

/**
 * Reads the models from a client, by the field that each generated client of Prisma 5 to 7 has.
 * @throws Error where it is not: nothing could be told of any query
 */
export function modelsOf(client: object): ReadonlyMap<string, Model> {
  const { models } = fields(fields(client)['_runtimeDataModel']);
  const entries = Object.entries(fields(models));
  if (entries.length === 0)
    throw new Error('this Prisma client does not say what its models are: is it version 7?');
  return new Map(entries.map(([name, model]) => [name, modelOf(name, fields(model))]));
}

function modelOf(name: string, { dbName, fields: list }: Readonly<Record<string, unknown>>): Model {
  const all = Array.isArray(list) ? list.map(fieldOf) : [];
  return {
    name,
    table: typeof dbName === 'string' ? dbName : name,
    fields: new Map(all.map((field) => [field.name, field])),
  };
}

function fieldOf(value: unknown): ModelField {
  const { name, dbName, kind, type } = fields(value);
  if (typeof name !== 'string') throw new Error('a field of the Prisma client has no name');
  return {
    name,
    column: typeof dbName === 'string' ? dbName : name,
    ...(kind === 'object' && typeof type === 'string' && { relation: type }),
  };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

/** A Prisma client is a proxy, whose fields are not its own and cannot be listed. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
