import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** As OTLP/HTTP in JSON has it: ids in hex, instants as texts of nanoseconds, values by their kind. */
const attribute = {
  type: 'object',
  required: ['key', 'value'],
  additionalProperties: false,
  properties: {
    key: { type: 'string', minLength: 1 },
    value: {
      oneOf: [
        { required: ['stringValue'], properties: { stringValue: { type: 'string' } } },
        { required: ['intValue'], properties: { intValue: { type: ['integer', 'string'] } } },
        { required: ['doubleValue'], properties: { doubleValue: { type: 'number' } } },
        { required: ['boolValue'], properties: { boolValue: { type: 'boolean' } } },
      ],
    },
  },
};

const attributes = { type: 'array', items: attribute };
const hex = (digits: number) => ({ type: 'string', pattern: `^[0-9a-f]{${digits}}$` });
const nanoseconds = { type: 'string', pattern: '^[0-9]{19}$' };

const span = {
  type: 'object',
  required: ['traceId', 'spanId', 'name', 'kind', 'startTimeUnixNano', 'endTimeUnixNano'],
  properties: {
    traceId: hex(32),
    spanId: hex(16),
    parentSpanId: hex(16),
    name: { type: 'string', minLength: 1 },
    kind: { enum: [1, 2, 3, 4, 5] },
    startTimeUnixNano: nanoseconds,
    endTimeUnixNano: nanoseconds,
    attributes,
    events: { type: 'array', maxItems: 0 },
    links: { type: 'array', maxItems: 0 },
    status: { type: 'object', properties: { code: { enum: [0, 1, 2] } } },
  },
};

const scopeSpans = {
  type: 'object',
  required: ['spans'],
  properties: {
    scope: { type: 'object', required: ['name'] },
    spans: { type: 'array', minItems: 1, items: span },
  },
};

const exportRequest = {
  type: 'object',
  required: ['resourceSpans'],
  additionalProperties: false,
  properties: {
    resourceSpans: {
      type: 'array',
      items: {
        type: 'object',
        required: ['resource', 'scopeSpans'],
        properties: {
          resource: { type: 'object', required: ['attributes'], properties: { attributes } },
          scopeSpans: { type: 'array', items: scopeSpans },
        },
      },
    },
  },
};

interface ExportRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly ReceivedSpan[] }[];
  }[];
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes?: readonly Attribute[];
  readonly status?: { readonly code?: number; readonly message?: string };
}

const validate = new Ajv2020({ strict: false }).compile<ExportRequest>(exportRequest);

/** A collector on loopback that takes what the protocol says and refuses the rest with 400. */
export class OtlpCollector {
  readonly #server: Server;
  endpoint = '';
  readonly spans: ReceivedSpan[] = [];
  readonly services = new Set<unknown>();
  /** Why something was refused. */
  readonly faults: string[] = [];
  /** Everything as it came. */
  payload = '';
  isAway = false;

  private constructor() {
    this.#server = createServer((request, response) => {
      void text(request).then((body) => {
        const isTaken =
          !this.isAway && this.#take(`${request.method} ${request.url}`, request.headers, body);
        return response
          .writeHead(isTaken ? 200 : 400, { 'content-type': 'application/json' })
          .end('{}');
      });
    });
  }

  static async start(): Promise<OtlpCollector> {
    const made = new OtlpCollector();
    await new Promise<void>((resolve) => made.#server.listen(0, '127.0.0.1', resolve));
    const address = made.#server.address();
    made.endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    return made;
  }

  #take(
    request: string,
    headers: Readonly<Record<string, string | readonly string[] | undefined>>,
    body: string,
  ): boolean {
    this.payload += body;
    const said: unknown = JSON.parse(body);
    if (request !== 'POST /v1/traces') this.faults.push(request);
    if (headers['content-type'] !== 'application/json') this.faults.push('content-type');
    if (headers['x-key'] !== 'a b') this.faults.push('no key of ours');
    if (!validate(said)) {
      this.faults.push(JSON.stringify(validate.errors));
      return false;
    }
    for (const { resource, scopeSpans: scopes } of said.resourceSpans) {
      const named = resource.attributes.find(({ key }) => key === 'service.name');
      this.services.add(named?.value['stringValue']);
      this.spans.push(...scopes.flatMap(({ spans }) => spans));
    }
    return true;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
