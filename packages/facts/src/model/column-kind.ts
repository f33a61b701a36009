/** A type in the words that models use, whatever a database, a mapper or TypeScript calls it. */
export function columnKind(name: string): string {
  return kinds.find(({ matches }) => matches.test(name.toLowerCase()))?.kind ?? name;
}

const kinds: readonly { readonly matches: RegExp; readonly kind: string }[] = [
  {
    matches:
      /^((tiny|medium|long|n)?text|n?(var)?char2?|bpchar|citext|uuid|uniqueidentifier|inet|cidr|macaddr|name|clob|string|email)$/u,
    kind: 'String',
  },
  { matches: /^(jsonb?|simple-json|hstore|xml|object|record|mixed|map)$/u, kind: 'Json' },
  {
    matches: /^(bytea|(tiny|medium|long)?blob|(var)?binary|image|buffer|uint8array)$/u,
    kind: 'Bytes',
  },
  {
    matches: /^(timestamp(tz)?|date|datetime2?|datetimeoffset|time(tz)?|year)$/u,
    kind: 'DateTime',
  },
  { matches: /^(bool|boolean|bit)$/u, kind: 'Boolean' },
  { matches: /^(int8|bigint|bigserial)$/u, kind: 'BigInt' },
  { matches: /^((tiny|small|medium)?int(eger)?[24]?|(small)?serial|number)$/u, kind: 'Int' },
  { matches: /^(numeric|decimal|money)$/u, kind: 'Decimal' },
  { matches: /^(float[48]?|real|double(precision)?)$/u, kind: 'Float' },
];
