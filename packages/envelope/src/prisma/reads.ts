import type { Envelope } from '../envelope.ts';
import type { Model } from './data-model.ts';
import { argsOf, isArgs, type Args } from './args.ts';
import { keyOf } from './row-key.ts';
import type { SealedModel } from './sealed-models.ts';
import { isSealed } from '../sealed-text.ts';

export interface Reading {
  readonly all: ReadonlyMap<string, Model>;
  readonly models: ReadonlyMap<string, SealedModel>;
  readonly envelope: Envelope;
  readonly tenant: string;
  readonly plainText: 'refuse' | 'pass';
}

/**
 * What is asked for, and the key of each row with sealed fields, without which none opens. What was
 * not asked for is taken away again by `opened`.
 */
export function withKeys(name: string, args: Args, reading: Reading): Args {
  const sealed = reading.models.get(name);
  const out: Record<string, unknown> = { ...args };
  if (isArgs(args['select'])) {
    const chosen = relationsWithKeys(name, args['select'], reading);
    const needed = sealed !== undefined && [...sealed.sealed.keys()].some((key) => chosen[key]);
    const keys = needed ? sealed.key.map((key) => [key, true] as const) : [];
    out['select'] = { ...chosen, ...Object.fromEntries(keys) };
  }
  if (isArgs(args['include'])) out['include'] = relationsWithKeys(name, args['include'], reading);
  if (isArgs(args['omit']) && sealed !== undefined) {
    const kept = Object.entries(args['omit']).filter(([field]) => !sealed.key.includes(field));
    out['omit'] = Object.fromEntries(kept);
  }
  return out;
}

function relationsWithKeys(name: string, chosen: Args, reading: Reading): Args {
  return Object.fromEntries(
    Object.entries(chosen).map(([field, value]) => {
      const relation = reading.all.get(name)?.fields.get(field)?.relation;
      return relation === undefined || !isArgs(value)
        ? [field, value]
        : [field, withKeys(relation, value, reading)];
    }),
  );
}

/** The answer with sealed values opened, and without the keys that nobody asked for. */
export async function opened(
  name: string,
  answer: unknown,
  asked: Args,
  reading: Reading,
): Promise<unknown> {
  if (Array.isArray(answer)) {
    const rows: unknown[] = [];
    for (const row of answer) rows.push(await opened(name, row, asked, reading));
    return rows;
  }
  if (!isArgs(answer)) return answer;
  const out: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(answer)) {
    if (isUnasked(name, field, asked, reading)) continue;
    out[field] = await openedField({ name, field, row: answer }, value, asked, reading);
  }
  return out;
}

async function openedField(
  { name, field, row }: { readonly name: string; readonly field: string; readonly row: Args },
  value: unknown,
  asked: Args,
  reading: Reading,
): Promise<unknown> {
  const relation = reading.all.get(name)?.fields.get(field)?.relation;
  if (relation !== undefined) {
    const inner = argsOf(argsOf(asked['select'])[field] ?? argsOf(asked['include'])[field]);
    return opened(relation, value, inner, reading);
  }
  const sealed = reading.models.get(name);
  const column = sealed?.sealed.get(field);
  if (sealed === undefined || column === undefined || typeof value !== 'string') return value;
  if (reading.plainText === 'pass' && !isSealed(value)) return value;
  const { tenant, envelope } = reading;
  const { table, column: at } = column;
  return envelope.open({ tenant, table, column: at, row: keyOf(sealed, row) }, value);
}

function isUnasked(name: string, field: string, asked: Args, { models }: Reading): boolean {
  const isKey = models.get(name)?.key.includes(field) === true;
  if (!isKey) return false;
  if (isArgs(asked['select'])) return asked['select'][field] !== true;
  return argsOf(asked['omit'])[field] === true;
}
