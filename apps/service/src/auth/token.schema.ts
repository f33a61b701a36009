import { idSchema, instantSchema } from '../problems/schemas.ts';
import { SCOPES } from './scopes.ts';
import type { Scope } from './scopes.ts';

export interface TokenRequest {
  readonly name: string;
  readonly kind?: 'service' | 'person';
  readonly scopes: readonly Scope[];
  /** At most 366 days from now; absent: then. */
  readonly expiresAt?: string;
  /** Customer organisation that it is bound to; absent: it may ask about every tenant. */
  readonly tenant?: string;
  /** Requests a second that one process answers; absent: any. */
  readonly perSecond?: number;
}

export const tokenRequestSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'scopes'],
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]{0,63}$', not: { const: 'admin' } },
    kind: { type: 'string', enum: ['service', 'person'] },
    scopes: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { type: 'string', enum: SCOPES },
    },
    expiresAt: instantSchema,
    tenant: idSchema,
    perSecond: { type: 'integer', minimum: 1, maximum: 1_000_000 },
  } satisfies Record<keyof TokenRequest, object>,
};

export interface RotationRequest {
  /** How long the secret of before is still taken, up to seven days. */
  readonly overlapSeconds: number;
  /** Absent: as before. */
  readonly expiresAt?: string;
}

export const rotationRequestSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['overlapSeconds'],
  properties: {
    overlapSeconds: { type: 'integer', minimum: 0, maximum: 604_800 },
    expiresAt: instantSchema,
  } satisfies Record<keyof RotationRequest, object>,
};
