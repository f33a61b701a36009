import { randomUUID } from 'node:crypto';
import type { BlindIndex } from '../blind-index.ts';
import type { Envelope } from '../envelope.ts';
import { argsOf, CannotQuery, isArgs, listOf, type Args } from './args.ts';
import { keyOf } from './row-key.ts';
import type { SealedModel } from './sealed-models.ts';

export interface Writing {
  readonly models: ReadonlyMap<string, SealedModel>;
  readonly envelope: Envelope;
  readonly index: BlindIndex | undefined;
  readonly tenant: string;
}

/** Arguments of a write with the values of sealed fields sealed, each for its own row. */
export async function sealedWrite(
  sealed: SealedModel,
  operation: string,
  args: Args,
  writing: Writing,
): Promise<Args> {
  switch (operation) {
    case 'create':
      return { ...args, data: await created(sealed, argsOf(args['data']), writing) };
    case 'createMany':
    case 'createManyAndReturn':
      return { ...args, data: await eachCreated(sealed, args['data'], writing) };
    case 'update':
      return { ...args, data: await updated(sealed, args, argsOf(args['data']), writing) };
    case 'upsert':
      return upserted(sealed, args, writing);
    case 'updateMany':
    case 'updateManyAndReturn':
      refuseMany(sealed, argsOf(args['data']));
      return args;
    default:
      return args;
  }
}

async function eachCreated(sealed: SealedModel, data: unknown, writing: Writing): Promise<Args[]> {
  const rows: Args[] = [];
  for (const row of listOf(data)) rows.push(await created(sealed, argsOf(row), writing));
  return rows;
}

async function created(sealed: SealedModel, data: Args, writing: Writing): Promise<Args> {
  const [only, ...others] = sealed.key;
  const isNamed = sealed.key.every((field) => typeof data[field] === 'string');
  if (!isNamed && (only === undefined || others.length > 0))
    throw new CannotQuery(`name the whole key of \`${sealed.model.name}\`: sealed values need it`);
  const row = isNamed ? data : { ...data, [only ?? '']: randomUUID() };
  return valuesSealed(sealed, row, row, writing);
}

async function updated(
  sealed: SealedModel,
  args: Args,
  data: Args,
  writing: Writing,
): Promise<Args> {
  refuseMoves(sealed, data);
  return valuesSealed(sealed, data, argsOf(args['where']), writing);
}

/** Both halves must be about one row, whose key the filter names. */
async function upserted(sealed: SealedModel, args: Args, writing: Writing): Promise<Args> {
  const where = argsOf(args['where']);
  const named = Object.fromEntries(sealed.key.map((field) => [field, where[field]]));
  const create = await created(sealed, { ...named, ...argsOf(args['create']) }, writing);
  if (keyOf(sealed, create) !== keyOf(sealed, where))
    throw new CannotQuery(`upsert \`${sealed.model.name}\` by its key, the same in both halves`);
  const update = argsOf(args['update']);
  refuseMoves(sealed, update);
  return { ...args, create, update: await valuesSealed(sealed, update, create, writing) };
}

async function valuesSealed(
  sealed: SealedModel,
  data: Args,
  row: Args,
  writing: Writing,
): Promise<Args> {
  refuseNested(sealed, data, writing);
  const out: Record<string, unknown> = { ...data };
  for (const [field, column] of sealed.sealed) {
    const text = textToSeal(sealed, field, data[field]);
    if (text === undefined) continue;
    const at = sealed.indexes.get(field);
    const { tenant } = writing;
    if (text === null) {
      out[field] = null;
      if (at !== undefined) out[at] = null;
      continue;
    }
    const place = { tenant, table: column.table, column: column.column, row: keyOf(sealed, row) };
    const owner = { subject: subjectOf(sealed, { ...row, ...data }), class: column.class };
    out[field] = await writing.envelope.seal({ ...place, ...owner }, text);
    if (at !== undefined) out[at] = writing.index?.of(place, text);
  }
  return out;
}

/** `undefined`: the field is left as it is. */
function textToSeal(sealed: SealedModel, field: string, value: unknown): string | null | undefined {
  const given = isArgs(value) && Object.keys(value).join() === 'set' ? value['set'] : value;
  if (given === undefined || given === null || typeof given === 'string') return given;
  throw new CannotQuery(`\`${sealed.model.name}.${field}\` is sealed: only texts can be`);
}

function subjectOf(sealed: SealedModel, row: Args): string {
  const subject = row[sealed.subject];
  const connected = isArgs(subject) && 'equals' in subject ? subject['equals'] : subject;
  if (typeof connected === 'string') return connected;
  throw new CannotQuery(
    `say whose \`${sealed.model.name}\` it is: add \`${sealed.subject}\` to the data or to \`where\``,
  );
}

/** A sealed value opens in its own row and for its own subject alone. */
function refuseMoves(sealed: SealedModel, data: Args): void {
  const moved = [...sealed.key, sealed.subject].find((field) => data[field] !== undefined);
  if (moved !== undefined)
    throw new CannotQuery(
      `\`${sealed.model.name}.${moved}\` cannot change: sealed values are bound to it`,
    );
}

function refuseMany(sealed: SealedModel, data: Args): void {
  refuseMoves(sealed, data);
  const field = [...sealed.sealed.keys()].find(
    (name) => data[name] !== undefined && data[name] !== null,
  );
  if (field !== undefined)
    throw new CannotQuery(
      `\`${sealed.model.name}.${field}\` is sealed for each row by itself: update one row at a time`,
    );
}

/** Writes inside a write: their keys are not known here, so none may bring a sealed value. */
export function refuseNested(
  { model }: Pick<SealedModel, 'model'>,
  data: Args,
  { models }: Pick<Writing, 'models'>,
): void {
  for (const [name, value] of Object.entries(data)) {
    const relation = model.fields.get(name)?.relation;
    const sealed = relation === undefined ? undefined : models.get(relation);
    if (sealed !== undefined && writesAnything(value))
      throw new CannotQuery(
        `\`${sealed.model.name}\` has sealed fields: write it in a call of its own, not inside \`${model.name}\``,
      );
  }
}

function writesAnything(value: unknown): boolean {
  const harmless = new Set(['connect', 'disconnect', 'set', 'delete', 'deleteMany']);
  return Object.keys(argsOf(value)).some((key) => !harmless.has(key));
}
