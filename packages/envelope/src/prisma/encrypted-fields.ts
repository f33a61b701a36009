import { Prisma } from '@prisma/client/extension';
import type { BlindIndex } from '../blind-index.ts';
import type { EncryptedColumn } from '../encrypted-columns.ts';
import type { Envelope } from '../envelope.ts';
import { argsOf, CannotQuery, isArgs, listOf, type Args } from './args.ts';
import { modelsOf } from './data-model.ts';
import { refuseSealed, searchable } from './filters.ts';
import { opened, withKeys, type Reading } from './reads.ts';
import { sealedModels, type IndexFields, type SealedModel } from './sealed-models.ts';
import { refuseNested, sealedWrite } from './writes.ts';

export interface EncryptedFieldsOptions {
  readonly envelope: Envelope;
  readonly columns: readonly EncryptedColumn[];
  readonly index?: BlindIndex;
  readonly indexFields?: IndexFields;
  /** Tenant of the current call; absent: the application has one. */
  readonly tenant?: () => string;
  /** `pass` while the rows of before are being sealed; `refuse` ever after. */
  readonly plainText?: 'refuse' | 'pass';
}

/** What `$extends` takes: a client in, the same client with sealed fields out. */
export type ClientExtension = ReturnType<typeof Prisma.defineExtension>;

/**
 * A Prisma client that seals the columns of the policy when it writes and opens them when it reads.
 * What it cannot do with sealed values it refuses; nothing is written plain.
 */
export function encryptedFields(options: EncryptedFieldsOptions): ClientExtension {
  const { envelope, index, tenant = () => '', plainText = 'refuse' } = options;
  return Prisma.defineExtension((client) => {
    const all = modelsOf(client);
    const models = sealedModels(all, options.columns, options.indexFields ?? {});
    return client.$extends({
      name: 'troth-encrypted-fields',
      query: {
        $allModels: {
          async $allOperations({ model: name, operation, args, query }) {
            const reading: Reading = { all, models, envelope, tenant: tenant(), plainText };
            const context = { ...reading, index };
            const asked = argsOf(args);
            const prepared = await preparedArgs({ name, operation, asked }, context);
            const changed = withKeys(name, prepared, reading);
            // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of `args` alone
            const answer: unknown = await query(changed as typeof args);
            return opened(name, answer, asked, reading);
          },
        },
      },
    });
  });
}

async function preparedArgs(
  { name, operation, asked }: { name: string; operation: string; asked: Args },
  context: Reading & { readonly index: BlindIndex | undefined },
): Promise<Args> {
  const sealed = context.models.get(name);
  refuseRelations(name, asked, context);
  if (sealed === undefined) {
    const model = context.all.get(name);
    if (model !== undefined) {
      for (const data of writtenIn(asked)) refuseNested({ model }, data, context);
    }
    return asked;
  }
  refuseOrder(sealed, asked);
  const written = await sealedWrite(sealed, operation, asked, context);
  return isArgs(written['where'])
    ? { ...written, where: searchable(sealed, written['where'], context) }
    : written;
}

/** Filters and rows of other models that stand inside this query. */
function refuseRelations(
  name: string,
  args: Args,
  context: Reading & { readonly index: BlindIndex | undefined },
): void {
  const fields = context.all.get(name)?.fields;
  for (const [field, value] of Object.entries(argsOf(args['where']))) {
    const relation = fields?.get(field)?.relation;
    if (relation !== undefined) refuseSealed(relation, value, context);
  }
  for (const chosen of [argsOf(args['select']), argsOf(args['include'])]) {
    for (const [field, value] of Object.entries(chosen)) {
      const relation = fields?.get(field)?.relation;
      if (relation === undefined || !isArgs(value)) continue;
      refuseSealed(relation, [value['where'], value['orderBy']], context);
      refuseRelations(relation, value, context);
    }
  }
}

/** Sealed values have no order and no groups. */
function refuseOrder({ model, sealed }: SealedModel, args: Args): void {
  const places = ['orderBy', 'distinct', 'by', 'having', 'cursor', '_min', '_max'];
  const named = places.flatMap((place) =>
    listOf(args[place]).flatMap((part) =>
      typeof part === 'string' ? [part] : Object.keys(argsOf(part)),
    ),
  );
  const field = named.find((name) => sealed.has(name));
  if (field !== undefined)
    throw new CannotQuery(`\`${model.name}.${field}\` is sealed: it has no order and no groups`);
}

function writtenIn(args: Args): readonly Args[] {
  return ['data', 'create', 'update'].flatMap((key) => listOf(args[key]).map(argsOf));
}
