import type { Right } from '@troth/compiler';
import { shapeOf, type JsonSchema } from '@troth/language';

/** A file of `policy/tests/` as its author wrote it; the README explains each key to a lawyer. */
export interface TestFile {
  /** For every test of the file that has none of its own. */
  readonly now?: string;
  readonly tests: readonly TestCase[];
}

export interface TestCase {
  readonly name: string;
  readonly now?: string;
  readonly when?: When;
  readonly then: Then;
}

const RIGHTS: readonly Right[] = [
  'access',
  'rectify',
  'erase',
  'export',
  'portability',
  'restrict',
  'object',
];

export const ACTIONS = ['collect', 'use', 'store', 'share', 'disclose', 'access'] as const;

export type When = Readonly<
  Partial<Record<(typeof ACTIONS)[number], string | readonly string[]>>
> & {
  /** Of several purposes, recipients or sources, each is asked about by itself. */
  readonly for?: string | readonly string[];
  readonly to?: string | readonly string[];
  readonly from?: string | readonly string[];
  readonly by?: By;
  readonly subject?: Subject;
  readonly with?: With;
  readonly event?: string;
  readonly item?: string;
  readonly at?: string;
  /** A right, as a person asks for it. */
  readonly request?: Right;
  /** The data that the request is about. */
  readonly of?: string | readonly string[];
};

export interface By {
  readonly person?: string;
  readonly service?: string;
  readonly factors?: readonly string[];
  readonly 'signed-in'?: string;
}

export interface Subject {
  readonly id?: string;
  readonly region?: string;
  readonly 'opted-out-of'?: readonly string[];
  readonly 'consented-to'?: readonly string[];
  readonly restricted?: boolean;
}

export interface With {
  readonly aggregate?: boolean;
  readonly 'group-size'?: number;
  readonly mask?: boolean;
  readonly log?: boolean;
  readonly notify?: boolean;
  readonly kind?: string;
  readonly beneficiary?: string;
  readonly case?: string;
  readonly sale?: boolean;
  readonly basis?: string;
  readonly disclosure?: string;
  readonly age?: number;
  readonly product?: string;
}

export interface Then extends Promises {
  readonly permit?: Named;
  readonly deny?: Named;
  readonly owes?: 'nothing' | Owes;
  readonly due?: string;
  readonly starts?: string;
  /** Of an event: the last instant of each stage. */
  readonly stages?: {
    readonly trash?: string;
    readonly systems?: string;
    readonly backups?: string;
  };
  readonly clause?: string;
  /** Of an event: all that is erased after it. */
  readonly erased?: readonly string[];
  /** Of an event: what laws keep beyond the erasure, and until when. */
  readonly kept?: Readonly<Record<string, string>>;
  /** Of an event: all that is collected at it. */
  readonly collected?: readonly string[];
  /** Of a request: all clauses that grant it; `false`: none does. */
  readonly granted?: boolean | string | readonly string[];
  /** Of a request: the time to answer. */
  readonly within?: string;
  /** Of a request: the further time that the company may take. */
  readonly extension?: string;
  /** Of a request: the time to answer an appeal. */
  readonly appeal?: string;
  /** Of a request: all ways to ask. */
  readonly through?: string | readonly string[];
  readonly sentence?: Readonly<Record<string, string>>;
}

/** What the policy states without anybody asking; nothing stands in `when`. */
export interface Promises {
  readonly requires?: Requires;
  /** All systems that staff need leave for. */
  readonly staff?: Readonly<Record<string, Staff>>;
  /** How old the evidence of a control may be. */
  readonly evidence?: Readonly<Record<string, string>>;
  /** All recipients that must have a contract, by what a missing one does. */
  readonly contracts?: {
    readonly alarm?: readonly string[];
    readonly deny?: readonly string[];
  };
  /** All that is kept for as long as an account is active. */
  readonly retained?: readonly string[];
  readonly settings?: Settings;
}

export const PROMISES = [
  'requires',
  'staff',
  'evidence',
  'contracts',
  'retained',
  'settings',
] as const;

/** What `policy.yaml` says of changes and of the page, spelled as there. */
export interface Settings {
  readonly notice_days?: number;
  /** All roles that must agree to a change of that direction. */
  readonly approvals?: {
    readonly loosens?: readonly string[];
    readonly tightens?: readonly string[];
  };
  readonly page?: { readonly status: 'internal' | 'public' };
}

export interface Requires {
  readonly tls?: string;
  readonly cipher?: string;
  /** Persons who agree to a disclosure. */
  readonly approvers?: number;
}

export interface Staff {
  readonly roles?: readonly string[];
  readonly factors?: 1 | 2;
  readonly 'signed-in-within'?: string;
}

/** One clause, several, or `true` for whichever. */
export type Named = true | string | readonly string[];

export interface Owes {
  readonly aggregate?: number;
  readonly kind?: readonly string[];
  readonly mask?: true;
  readonly log?: true;
  readonly notify?: true;
  /** `AES-256`, `TLS 1.3`; absent: not looked at. */
  readonly encrypt?: readonly string[];
  /** Windows by event; absent: not looked at. */
  readonly 'delete-by'?: Readonly<Record<string, string>>;
  readonly reauthenticate?: string;
}

const text: JsonSchema = { type: 'string', minLength: 1 };
const texts: JsonSchema = { type: 'array', items: text, minItems: 1 };
const anyTexts: JsonSchema = { type: 'array', items: text };
const oneOrMore: JsonSchema = { type: ['string', 'array'], minLength: 1, minItems: 1, items: text };
const flag: JsonSchema = { type: 'boolean' };
const named: JsonSchema = {
  ...oneOrMore,
  type: ['string', 'array', 'boolean'],
  not: { const: false },
};

function map(properties: JsonSchema, more: JsonSchema = {}): JsonSchema {
  return { type: 'object', additionalProperties: false, properties, ...more };
}

const when = map({
  ...Object.fromEntries(ACTIONS.map((action) => [action, oneOrMore])),
  for: oneOrMore,
  to: oneOrMore,
  from: oneOrMore,
  by: map({ person: text, service: text, factors: texts, 'signed-in': text }),
  subject: map({
    id: text,
    region: text,
    'opted-out-of': texts,
    'consented-to': texts,
    restricted: flag,
  }),
  with: map({
    aggregate: flag,
    'group-size': { type: 'integer', minimum: 0 },
    mask: flag,
    log: flag,
    notify: flag,
    kind: text,
    beneficiary: text,
    case: text,
    sale: flag,
    basis: text,
    disclosure: text,
    age: { type: 'integer', minimum: 0 },
    product: text,
  }),
  event: text,
  item: text,
  at: text,
  request: { enum: RIGHTS },
  of: oneOrMore,
});

const owes = map(
  {
    aggregate: { type: 'integer', minimum: 1 },
    kind: texts,
    mask: { type: 'boolean', const: true },
    log: { type: 'boolean', const: true },
    notify: { type: 'boolean', const: true },
    reauthenticate: { type: 'string', format: 'duration' },
    encrypt: texts,
    'delete-by': {
      type: 'object',
      additionalProperties: { type: 'string', format: 'duration' },
      minProperties: 1,
    },
  },
  { type: ['string', 'object'], pattern: '^nothing$' },
);

const duration: JsonSchema = { type: 'string', format: 'duration' };

function each(value: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties: value, minProperties: 1 };
}

const promises: JsonSchema = {
  requires: map(
    {
      tls: { type: 'string', format: 'tls' },
      cipher: { type: 'string', format: 'cipher' },
      approvers: { type: 'integer', minimum: 1 },
    },
    { minProperties: 1 },
  ),
  staff: each(
    map(
      { roles: texts, factors: { enum: [1, 2] }, 'signed-in-within': duration },
      { minProperties: 1 },
    ),
  ),
  evidence: each(duration),
  contracts: map({ alarm: texts, deny: texts }, { minProperties: 1 }),
  retained: texts,
  settings: map(
    {
      notice_days: { type: 'integer', minimum: 0 },
      approvals: map({ loosens: anyTexts, tightens: anyTexts }, { minProperties: 1 }),
      page: map({ status: { enum: ['internal', 'public'] } }, { required: ['status'] }),
    },
    { minProperties: 1 },
  ),
};

const then = map(
  {
    ...promises,
    permit: named,
    deny: named,
    owes,
    due: text,
    starts: text,
    stages: map({ trash: text, systems: text, backups: text }, { minProperties: 1 }),
    clause: text,
    erased: texts,
    kept: { type: 'object', additionalProperties: text },
    collected: texts,
    granted: { ...oneOrMore, type: ['string', 'array', 'boolean'] },
    within: duration,
    extension: duration,
    appeal: duration,
    through: oneOrMore,
    sentence: each(text),
  },
  { minProperties: 1 },
);

export const testFileShape: ReturnType<typeof shapeOf<TestFile>> = shapeOf<TestFile>(
  map(
    {
      now: text,
      tests: {
        type: 'array',
        minItems: 1,
        items: map({ name: text, now: text, when, then }, { required: ['name', 'then'] }),
      },
    },
    { required: ['tests'] },
  ),
);
