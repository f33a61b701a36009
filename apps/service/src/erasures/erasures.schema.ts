import { idSchema } from '../problems/schemas.ts';

export interface ErasureQuery {
  readonly subject: string;
  readonly tenant?: string;
}

export const erasureQuerySchema = {
  type: 'object',
  additionalProperties: false,
  required: ['subject'],
  properties: { subject: idSchema, tenant: idSchema } satisfies Record<keyof ErasureQuery, object>,
};

/** A run needs no body. */
export type RunRequest = { readonly dryRun?: boolean } | null | undefined;

export const runRequestSchema = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: { dryRun: { type: 'boolean' } },
};
