import { SCOPES } from './scopes.ts';
import type { Scope } from './scopes.ts';

export interface TokenRequest {
  readonly name: string;
  readonly kind?: 'service' | 'person';
  readonly scopes: readonly Scope[];
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
  },
};
