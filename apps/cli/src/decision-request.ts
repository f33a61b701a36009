import type { DecisionRequest, SubjectState } from '@troth/decisions';
import type { JsonSchema } from '@troth/language';
import { shapeOf } from '@troth/language';
import { UsageError } from './failures.ts';
import type { Options } from './options.ts';
import { isSet, list, optionalText } from './options.ts';

/** What one run of `troth decide` is asked. */
export interface Question {
  readonly requests: readonly DecisionRequest[];
  /** Whether the input was `{requests: [...]}`, so that the answer is a list too. */
  readonly many: boolean;
}

/**
 * The question of JSON text: one request or `{requests: [...]}`, the body of the API.
 * @throws UsageError naming the field that is wrong: what the API answers with 400
 */
export function questionFromJson(input: string): Question {
  const value = parse(input);
  if (isBatch(value)) return { requests: value.requests, many: true };
  const batchErrors = isBatch.errors;
  if (isRequest(value)) return { requests: [value], many: false };
  const meantBatch = typeof value === 'object' && value !== null && 'requests' in value;
  const [error] = (meantBatch ? batchErrors : isRequest.errors) ?? [];
  throw new UsageError(`the request is malformed: ${describe(error)}`);
}

/** The question of a command line's flags. */
export function questionFromFlags(options: Options): Question {
  const context = contextOf(list(options, 'context'));
  const subject = optionalText(options, 'subject');
  const actor = optionalText(options, 'actor');
  const amr = list(options, 'amr');
  const request = {
    ...present('action', optionalText(options, 'action')),
    data: list(options, 'data'),
    ...present('purpose', optionalText(options, 'purpose')),
    ...present('recipient', optionalText(options, 'recipient')),
    ...(subject !== undefined && {
      subject: {
        id: subject,
        ...present('region', optionalText(options, 'region')),
        ...present('tenant', optionalText(options, 'tenant')),
      },
    }),
    ...(actor !== undefined && {
      actor: {
        id: actor,
        kind: optionalText(options, 'actorKind') ?? 'person',
        ...(amr.length > 0 && { amr }),
        ...present('authTime', optionalText(options, 'authTime')),
      },
    }),
    ...(Object.keys(context).length > 0 && { context }),
  };
  return questionFromJson(JSON.stringify(request));
}

/** What is taken to be on record of the subject. */
export function stateFromFlags(options: Options): SubjectState {
  return {
    optOuts: list(options, 'optOut'),
    consents: list(options, 'consent'),
    restricted: isSet(options, 'restricted'),
  };
}

function parse(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`the request is not JSON: ${error.message}`, { cause: error });
  }
}

/** `kind=billing`, `aggregate=true`, `groupSize=12`: JSON words and numbers as such, everything else as text. */
function contextOf(pairs: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at <= 0) throw new UsageError(`--context takes key=value, not \`${pair}\``);
      const value = pair.slice(at + 1);
      return [pair.slice(0, at), /^(?:true|false|\d+)$/.test(value) ? JSON.parse(value) : value];
    }),
  );
}

function present(key: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [key]: value };
}

interface ShapeError {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

function describe(error: ShapeError | undefined): string {
  if (error === undefined) return 'it has the wrong form';
  const place = error.instancePath.split('/').slice(1).join('.');
  const key = error.params['additionalProperty'] ?? error.params['missingProperty'];
  const allowed = error.params['allowedValues'];
  const field = [place, ...(typeof key === 'string' ? [key] : [])]
    .filter((part) => part !== '')
    .join('.');
  const name = field === '' ? 'it' : `\`${field}\``;
  if ('additionalProperty' in error.params) return `${name} is not a field of a request`;
  if ('missingProperty' in error.params) return `${name} is missing`;
  if (Array.isArray(allowed)) return `${name} must be one of ${allowed.join(', ')}`;
  return `${name} ${error.message ?? 'has the wrong form'}`;
}

const text: JsonSchema = { type: 'string', minLength: 1, maxLength: 256 };
const flag: JsonSchema = { type: 'boolean' };

function object(
  required: readonly string[],
  properties: Readonly<Record<string, JsonSchema>>,
): JsonSchema {
  return { type: 'object', additionalProperties: false, required, properties };
}

const REQUEST: JsonSchema = object(['action', 'data', 'purpose'], {
  action: { enum: ['collect', 'use', 'store', 'share', 'disclose', 'access'] },
  data: { type: 'array', minItems: 1, maxItems: 100, items: text },
  purpose: text,
  recipient: text,
  subject: object(['id'], { id: text, tenant: text, region: text, acceptedPolicy: text }),
  actor: object(['id', 'kind'], {
    id: text,
    kind: { enum: ['service', 'person'] },
    amr: { type: 'array', items: text },
    authTime: text,
  }),
  context: object([], {
    aggregate: flag,
    groupSize: { type: 'integer', minimum: 0 },
    mask: flag,
    log: flag,
    notify: flag,
    kind: text,
    beneficiary: text,
    caseId: text,
    sale: flag,
    source: text,
    basis: text,
    disclosureId: text,
    age: { type: 'integer', minimum: 0 },
    product: text,
  }),
});

const isRequest = shapeOf<DecisionRequest>(REQUEST);
const isBatch = shapeOf<{ readonly requests: readonly DecisionRequest[] }>(
  object(['requests'], {
    requests: { type: 'array', minItems: 1, maxItems: 1000, items: REQUEST },
  }),
);
