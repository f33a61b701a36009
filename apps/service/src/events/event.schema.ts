import { idSchema, instantSchema } from '../problems/schemas.ts';

export interface EventRequest {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly subject: { readonly id: string; readonly tenant?: string };
  readonly item?: { readonly category: string; readonly id: string };
  readonly purpose?: string;
}

export const eventSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'type', 'at', 'subject'],
  properties: {
    id: idSchema,
    type: idSchema,
    at: instantSchema,
    subject: {
      type: 'object',
      additionalProperties: false,
      required: ['id'],
      properties: { id: idSchema, tenant: idSchema },
    },
    item: {
      type: 'object',
      additionalProperties: false,
      required: ['category', 'id'],
      properties: { category: idSchema, id: idSchema },
    },
    purpose: idSchema,
  } satisfies Record<keyof EventRequest, object>,
};
