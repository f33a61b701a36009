import { idSchema, instantSchema } from '../problems/schemas.ts';

interface Subject {
  readonly id: string;
  readonly tenant?: string;
}

/** A yes or no to a purpose. */
export interface ConsentRequest {
  readonly subject: Subject;
  readonly purpose: string;
  readonly state: 'given' | 'withdrawn';
  readonly at?: string;
}

export interface RestrictionRequest {
  readonly subject: Subject;
  readonly restricted: boolean;
  readonly at?: string;
}

export interface AcceptanceRequest {
  readonly subject: Subject;
  /** Day of publication or hash of the version. */
  readonly policy: string;
  readonly at?: string;
}

/** A preference that a subject's browser states by itself. */
export interface SignalRequest {
  readonly subject: Subject;
  /** Global Privacy Control: the request carried `Sec-GPC: 1`. */
  readonly signal: 'gpc';
  readonly at?: string;
}

export interface LinkRequest {
  readonly subject: Subject;
  readonly purpose: string;
}

export interface ConsentsQuery {
  readonly subject: string;
  readonly tenant?: string;
}

const subjectSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['id'],
  properties: { id: idSchema, tenant: idSchema },
};

export const consentSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['subject', 'purpose', 'state'],
  properties: {
    subject: subjectSchema,
    purpose: idSchema,
    state: { enum: ['given', 'withdrawn'] },
    at: instantSchema,
  } satisfies Record<keyof ConsentRequest, object>,
};

export const restrictionSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['subject', 'restricted'],
  properties: {
    subject: subjectSchema,
    restricted: { type: 'boolean' },
    at: instantSchema,
  } satisfies Record<keyof RestrictionRequest, object>,
};

export const acceptanceSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['subject', 'policy'],
  properties: {
    subject: subjectSchema,
    policy: idSchema,
    at: instantSchema,
  } satisfies Record<keyof AcceptanceRequest, object>,
};

export const signalSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['subject', 'signal'],
  properties: {
    subject: subjectSchema,
    signal: { enum: ['gpc'] },
    at: instantSchema,
  } satisfies Record<keyof SignalRequest, object>,
};

export const linkSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['subject', 'purpose'],
  properties: {
    subject: subjectSchema,
    purpose: idSchema,
  } satisfies Record<keyof LinkRequest, object>,
};

export const consentsQuerySchema = {
  type: 'object',
  additionalProperties: false,
  required: ['subject'],
  properties: {
    subject: idSchema,
    tenant: idSchema,
  } satisfies Record<keyof ConsentsQuery, object>,
};
