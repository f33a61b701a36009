import { OPERATIONS } from './paths.ts';
import type { Operation } from './paths.ts';

/** The OpenAPI 3.1 document, made from the schemas that requests are checked against. */
export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'troth',
      version: '1',
      description: 'Decides, erases and proves what a privacy policy promises.',
    },
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: BEARER } },
      responses: { Problem: problem },
    },
  };
}

const BEARER =
  'A machine token of this service, or a JWT of the configured OpenID provider; 401 may ask for step-up (RFC 9470).';

const PROBLEM = { $ref: '#/components/responses/Problem' };

const problem = {
  description: 'A problem (RFC 9457); `errors` names each wrong field.',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'detail'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              required: ['pointer', 'field', 'detail'],
              properties: {
                pointer: { type: 'string', description: 'JSON pointer (RFC 6901).' },
                field: { type: 'string' },
                detail: { type: 'string' },
              },
            },
          },
        },
      },
    },
  },
};

function describe(operation: Operation): object {
  const { summary, scope, body } = operation;
  const responses: Record<string, object> = { default: PROBLEM };
  for (const [status, description] of Object.entries(operation.answers)) {
    responses[status] = Number(status) < 400 ? { description } : PROBLEM;
  }
  return {
    operationId: operationId(operation),
    summary,
    parameters: parametersOf(operation),
    ...(scope === undefined ? { security: [] } : { security: [{ bearer: [] }], 'x-scope': scope }),
    ...(body === undefined
      ? {}
      : { requestBody: { content: { 'application/json': { schema: body } } } }),
    responses,
  };
}

function parametersOf({ path, query }: Operation): readonly object[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: query?.required?.includes(name) === true,
    schema,
  }));
  return [...inPath, ...inQuery];
}

function operationId({ method, path }: Operation): string {
  const words = path.split(/[^a-z0-9]+/i).filter((word) => word !== '');
  return [method, ...words].join('-');
}
