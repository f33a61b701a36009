import type { TypeName } from 'libpg-query';

/** The type of a column in the words that models use, whatever the database calls it. */
export function columnType(type: TypeName | undefined): string {
  const names = (type?.names ?? []).flatMap((node) =>
    'String' in node ? (node.String.sval ?? []) : [],
  );
  const name = (names.at(-1) ?? '').toLowerCase();
  const kind = kinds.find(({ matches }) => matches.test(name))?.kind ?? name;
  return (type?.arrayBounds ?? []).length > 0 ? `${kind}[]` : kind;
}

const kinds: readonly { readonly matches: RegExp; readonly kind: string }[] = [
  {
    matches:
      /^((tiny|medium|long|n)?text|n?(var)?char2?|bpchar|citext|uuid|uniqueidentifier|inet|cidr|macaddr|name|clob|string)$/u,
    kind: 'String',
  },
  { matches: /^(jsonb?|hstore|xml)$/u, kind: 'Json' },
  { matches: /^(bytea|(tiny|medium|long)?blob|(var)?binary|image)$/u, kind: 'Bytes' },
  {
    matches: /^(timestamp(tz)?|date|datetime2?|datetimeoffset|time(tz)?|year)$/u,
    kind: 'DateTime',
  },
  { matches: /^(bool|boolean|bit)$/u, kind: 'Boolean' },
  { matches: /^(int8|bigint|bigserial)$/u, kind: 'BigInt' },
  { matches: /^((tiny|small|medium)?int(eger)?[24]?|(small)?serial)$/u, kind: 'Int' },
  { matches: /^(numeric|decimal|money)$/u, kind: 'Decimal' },
  { matches: /^(float[48]?|real|double)$/u, kind: 'Float' },
];
