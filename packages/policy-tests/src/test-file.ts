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

export const ACTIONS = ['collect', 'use', 'store', 'share', 'disclose', 'access'] as const;

export type When = Readonly<
  Partial<Record<(typeof ACTIONS)[number], string | readonly string[]>>
> & {
  readonly for?: string;
  readonly to?: string;
  readonly from?: string;
  readonly by?: By;
  readonly subject?: Subject;
  readonly with?: With;
  readonly event?: string;
  readonly item?: string;
  readonly at?: string;
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
  readonly restricted?: boolean;
}

export interface With {
  readonly aggregate?: boolean;
  readonly 'group-size'?: number;
  readonly mask?: boolean;
  readonly log?: boolean;
  readonly kind?: string;
  readonly beneficiary?: string;
  readonly case?: string;
  readonly sale?: boolean;
  readonly basis?: string;
  readonly disclosure?: string;
}

export interface Then {
  readonly permit?: Named;
  readonly deny?: Named;
  readonly owes?: 'nothing' | Owes;
  readonly due?: string;
  readonly starts?: string;
  readonly clause?: string;
  readonly sentence?: Readonly<Record<string, string>>;
}

/** One clause, several, or `true` for whichever. */
export type Named = true | string | readonly string[];

export interface Owes {
  readonly aggregate?: number;
  readonly kind?: readonly string[];
  readonly mask?: true;
  readonly log?: true;
  readonly reauthenticate?: string;
}

const text: JsonSchema = { type: 'string', minLength: 1 };
const texts: JsonSchema = { type: 'array', items: text, minItems: 1 };
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
  for: text,
  to: text,
  from: text,
  by: map({ person: text, service: text, factors: texts, 'signed-in': text }),
  subject: map({ id: text, region: text, 'opted-out-of': texts, restricted: flag }),
  with: map({
    aggregate: flag,
    'group-size': { type: 'integer', minimum: 0 },
    mask: flag,
    log: flag,
    kind: text,
    beneficiary: text,
    case: text,
    sale: flag,
    basis: text,
    disclosure: text,
  }),
  event: text,
  item: text,
  at: text,
});

const owes = map(
  {
    aggregate: { type: 'integer', minimum: 1 },
    kind: texts,
    mask: { type: 'boolean', const: true },
    log: { type: 'boolean', const: true },
    reauthenticate: { type: 'string', format: 'duration' },
  },
  { type: ['string', 'object'], pattern: '^nothing$' },
);

const then = map(
  {
    permit: named,
    deny: named,
    owes,
    due: text,
    starts: text,
    clause: text,
    sentence: { type: 'object', additionalProperties: text, minProperties: 1 },
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
