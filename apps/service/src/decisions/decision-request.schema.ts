import type { Action, DecisionContext, DecisionRequest } from '@troth/decisions';
import { categoriesSchema, idSchema, instantSchema } from '../problems/schemas.ts';

/** Requests that one call may hold. */
const MAX_BATCH = 1000;

export interface DecisionBatch {
  readonly requests: readonly DecisionRequest[];
}

const ACTIONS = [
  'collect',
  'use',
  'store',
  'share',
  'disclose',
  'access',
] as const satisfies readonly Action[];

const subjectSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['id'],
  properties: { id: idSchema, tenant: idSchema, region: idSchema, acceptedPolicy: idSchema },
};

const actorSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'kind'],
  properties: {
    id: idSchema,
    kind: { type: 'string', enum: ['service', 'person'] },
    amr: { type: 'array', maxItems: 20, items: idSchema },
    authTime: instantSchema,
  },
};

const contextSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    aggregate: { type: 'boolean' },
    groupSize: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    mask: { type: 'boolean' },
    log: { type: 'boolean' },
    notify: { type: 'boolean' },
    kind: idSchema,
    beneficiary: idSchema,
    caseId: idSchema,
    sale: { type: 'boolean' },
    source: idSchema,
    basis: idSchema,
    disclosureId: idSchema,
    age: { type: 'integer', minimum: 0, maximum: 150 },
    product: idSchema,
  } satisfies Record<keyof DecisionContext, object>,
};

export const decisionRequestSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['action', 'data', 'purpose'],
  properties: {
    action: { type: 'string', enum: ACTIONS },
    data: categoriesSchema,
    purpose: idSchema,
    recipient: idSchema,
    subject: subjectSchema,
    actor: actorSchema,
    context: contextSchema,
  } satisfies Record<keyof DecisionRequest, object>,
};

export const decisionBatchSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['requests'],
  properties: {
    requests: { type: 'array', minItems: 1, maxItems: MAX_BATCH, items: decisionRequestSchema },
  },
};

/** Which part of the decision log. */
export interface DecisionLogQuery {
  readonly from: string;
  readonly until: string;
  readonly limit?: string;
}

export const decisionLogQuerySchema = {
  type: 'object',
  additionalProperties: false,
  required: ['from', 'until'],
  properties: {
    from: instantSchema,
    until: instantSchema,
    limit: { type: 'string', pattern: '^[1-9][0-9]{0,3}$' },
  } satisfies Record<keyof DecisionLogQuery, object>,
};
