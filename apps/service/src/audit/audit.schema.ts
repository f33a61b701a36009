/** Numbers of a query are text. */
const countSchema = { type: 'string', pattern: '^(0|[1-9][0-9]{0,14})$' };

export interface AuditQuery {
  readonly from?: string;
  readonly limit?: string;
}

export const auditQuerySchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    from: countSchema,
    limit: { type: 'string', pattern: '^([1-9][0-9]{0,2}|1000)$' },
  } satisfies Record<keyof AuditQuery, object>,
};

export interface ProofQuery {
  readonly leaf: string;
  readonly since?: string;
}

export const proofQuerySchema = {
  type: 'object',
  additionalProperties: false,
  required: ['leaf'],
  properties: { leaf: countSchema, since: countSchema } satisfies Record<keyof ProofQuery, object>,
};
