import { CannotQuery, type Args } from './args.ts';
import type { SealedModel } from './sealed-models.ts';

/** The row as a place names it. @throws CannotQuery when the key is not whole */
export function keyOf({ model, key }: SealedModel, row: Args): string {
  const [only, ...others] = key;
  const compound = row[key.join('_')];
  const from = others.length > 0 && isRow(compound) ? compound : row;
  const parts = key.map((field) => {
    const part = from[field];
    if (typeof part === 'string') return part;
    if (typeof part === 'number' || typeof part === 'bigint') return String(part);
    throw new CannotQuery(
      `name the key \`${field}\` of \`${model.name}\` in \`where\`: sealed values are bound to their row`,
    );
  });
  return only !== undefined && others.length === 0 ? (parts[0] ?? '') : JSON.stringify(parts);
}

function isRow(value: unknown): value is Args {
  return typeof value === 'object' && value !== null;
}
