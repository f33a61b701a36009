import { lineIndex, type Span } from '@troth/diagnostics';

import type { Extraction, Problem, SourceText } from '../extraction.ts';
import type { FieldFact, ModelFact, RelationFact } from '../facts.ts';
import { readAnnotations } from './annotations.ts';
import { attributeOf, listIn, namedWord, textIn } from './attributes.ts';
import { readSchema } from './schema.ts';
import type { PrismaBlock, PrismaLine } from './schema.ts';

/** All that the files of one schema say together: models, and the names that are enums. */
interface Schema {
  readonly models: ReadonlyMap<string, PrismaBlock>;
  readonly enums: ReadonlySet<string>;
}

const scalars = new Set([
  'String',
  'Boolean',
  'Int',
  'BigInt',
  'Float',
  'Decimal',
  'DateTime',
  'Json',
  'Bytes',
  'Unsupported',
]);

/** What a Prisma schema of one or more files says about its tables. */
export function extractPrisma(files: readonly SourceText[]): Extraction {
  const read = files.map((file) => ({ places: placesIn(file), ...readSchema(file.text) }));
  const blocks = read.flatMap((file) => file.blocks);
  const schema: Schema = {
    models: new Map(
      blocks.filter(({ kind }) => kind === 'model').map((block) => [block.name, block]),
    ),
    enums: new Set(blocks.filter(({ kind }) => kind === 'enum').map(({ name }) => name)),
  };
  const problems: Problem[] = [];
  const facts: ModelFact[] = [];
  for (const { places, blocks: own, strays } of read) {
    const [stray] = strays;
    if (stray !== undefined) {
      problems.push({ at: places.span(stray), message: `\`${stray.text}\` does not belong here` });
    }
    for (const block of own.filter(({ kind }) => kind === 'model')) {
      facts.push(readModel(block, schema, places, problems));
    }
  }
  return { facts, problems };
}

/** Where a word or a line of the schema stands. */
interface Places {
  readonly span: (range: { readonly start: number; readonly end: number }) => Span;
}

function placesIn({ path, text }: SourceText): Places {
  const index = lineIndex(path, text);
  return { span: ({ start, end }) => index.span(start, end) };
}

function readModel(
  block: PrismaBlock,
  schema: Schema,
  places: Places,
  problems: Problem[],
): ModelFact {
  const said = readAnnotations(block.documentation);
  for (const { token, message } of [
    ...said.problems,
    ...block.dangling
      .filter(({ text }) => /^\/\/\/\s*@data\b/u.test(text))
      .map((token) => ({ token, message: 'no field follows this `@data`' })),
  ]) {
    problems.push({ at: places.span(token), message });
  }
  const primaryKey = primaryKeyOf(block);
  const subjectOf = subjectColumn(block, said, primaryKey);
  if (said.subject !== undefined && subjectOf === undefined) {
    const wanted = said.subject.by ?? 'primary key';
    const message = `\`${block.name}\` has no field \`${wanted}\` that could name the subject`;
    problems.push({ at: places.span(said.subject.token), message });
  }
  const fields: FieldFact[] = [];
  const relations: RelationFact[] = [];
  for (const line of block.lines) {
    if (isRelation(line, schema)) {
      relations.push(...readRelation(line, block, schema, places.span(line)));
      refuseData(line, places, problems);
    } else {
      fields.push(readField(line, places, problems));
    }
  }
  return {
    kind: 'model',
    at: places.span(block),
    subject: `model ${block.name}`,
    model: block.name,
    table: textIn(attributeOf(block, 'map')) ?? block.name,
    primaryKey: primaryKey.map((name) => columnOf(block, name)),
    ...(subjectOf === undefined ? {} : { subjectOf }),
    ...(said.item === undefined ? {} : { item: said.item }),
    fields,
    relations,
  };
}

function readField(line: PrismaLine, places: Places, problems: Problem[]): FieldFact {
  const said = readAnnotations(line.documentation);
  for (const { token, message } of said.problems)
    problems.push({ at: places.span(token), message });
  return {
    name: line.name,
    column: textIn(attributeOf(line, 'map')) ?? line.name,
    type: line.isList ? `${line.type}[]` : line.type,
    nullable: line.isOptional,
    at: places.span(line),
    data: said.data,
    ...(said.none === undefined ? {} : { none: said.none }),
  };
}

function refuseData(line: PrismaLine, places: Places, problems: Problem[]): void {
  const token = readAnnotations(line.documentation).dataToken;
  if (token === undefined) return;
  const message = `\`${line.name}\` is a relation and has no column: classify the column that it refers by`;
  problems.push({ at: places.span(token), message });
}

/** A type that is neither scalar nor enum is a model, in this file or in one that was not given. */
function isRelation(line: PrismaLine, schema: Schema): boolean {
  if (scalars.has(line.type) || schema.enums.has(line.type)) return false;
  return (
    schema.models.has(line.type) ||
    line.isList ||
    line.attributes.some(({ name }) => name === 'relation')
  );
}

function readRelation(
  line: PrismaLine,
  block: PrismaBlock,
  schema: Schema,
  at: Span,
): readonly RelationFact[] {
  const relation = attributeOf(line, 'relation');
  const columns = listIn(relation, 'fields');
  if (columns.length === 0) return [];
  const target = schema.models.get(line.type);
  const references = listIn(relation, 'references');
  return [
    {
      columns: columns.map((name) => columnOf(block, name)),
      model: line.type,
      references:
        target === undefined ? references : references.map((name) => columnOf(target, name)),
      onDelete: onDeleteOf(namedWord(relation, 'onDelete'), line.isOptional),
      at,
    },
  ];
}

/** Prisma's own default: a required relation refuses, an optional one is set to null. */
function onDeleteOf(said: string | undefined, isOptional: boolean): RelationFact['onDelete'] {
  switch (said) {
    case 'Cascade':
      return 'cascade';
    case 'SetNull':
    case 'SetDefault':
      return 'set-null';
    case 'Restrict':
      return 'restrict';
    case 'NoAction':
      return 'no-action';
    default:
      return isOptional ? 'set-null' : 'restrict';
  }
}

function primaryKeyOf(block: PrismaBlock): readonly string[] {
  const whole = listIn(attributeOf(block, 'id'));
  if (whole.length > 0) return whole;
  return block.lines
    .filter((line) => attributeOf(line, 'id') !== undefined)
    .map(({ name }) => name);
}

function subjectColumn(
  block: PrismaBlock,
  { subject }: ReturnType<typeof readAnnotations>,
  primaryKey: readonly string[],
): ModelFact['subjectOf'] {
  if (subject === undefined) return undefined;
  const name = subject.by ?? (primaryKey.length === 1 ? primaryKey[0] : undefined);
  if (name === undefined || !block.lines.some((line) => line.name === name)) return undefined;
  return { class: subject.class, column: columnOf(block, name) };
}

function columnOf(block: PrismaBlock, field: string): string {
  const line = block.lines.find(({ name }) => name === field);
  return line === undefined ? field : (textIn(attributeOf(line, 'map')) ?? field);
}
