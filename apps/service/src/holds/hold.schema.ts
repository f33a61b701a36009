import { categoriesSchema, idSchema } from '../problems/schemas.ts';

export interface HoldRequest {
  readonly caseRef: string;
  readonly basis: string;
  readonly subject?: { readonly id: string; readonly tenant?: string };
  readonly tenant?: string;
  readonly data?: readonly string[];
}

export const holdRequestSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['caseRef', 'basis'],
  properties: {
    caseRef: idSchema,
    basis: idSchema,
    subject: {
      type: 'object',
      additionalProperties: false,
      required: ['id'],
      properties: { id: idSchema, tenant: idSchema },
    },
    tenant: idSchema,
    data: categoriesSchema,
  } satisfies Record<keyof HoldRequest, object>,
};
