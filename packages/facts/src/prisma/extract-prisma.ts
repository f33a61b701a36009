import { lineIndex, type Span } from '@troth/diagnostics';

import type { Extraction, Problem, SourceText } from '../extraction.ts';
import type { FieldFact, ModelFact, RelationFact } from '../facts.ts';
import { readAnnotations } from '../model/annotations.ts';
import type { Annotations, Remark } from '../model/annotations.ts';
import { attributeOf, listIn, namedWord, textIn } from './attributes.ts';
import { readSchema } from './schema.ts';
import type { PrismaBlock, PrismaLine } from './schema.ts';
import type { Token } from './tokens.ts';

/** All that the files of one schema say together: models, and the names that are enums. */
interface Schema {
  readonly models: ReadonlyMap<string, PrismaBlock>;
  readonly enums: ReadonlySet<string>;
  /** The database makes an index for each foreign key. */
  readonly indexesKeys: boolean;
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
    indexesKeys: files.some(({ text }) => isMySql(text)),
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

/** InnoDB makes an index for each foreign key; without foreign keys nobody does. */
function isMySql(text: string): boolean {
  const source = /^\s*datasource\s+\w+\s*\{[^}]*\}/mu.exec(text)?.[0] ?? '';
  return /\bprovider\s*=\s*"mysql"/u.test(source) && !/\brelationMode\s*=\s*"prisma"/u.test(source);
}

/** Where a word or a line of the schema stands. */
interface Places {
  readonly span: (range: { readonly start: number; readonly end: number }) => Span;
  readonly said: (documentation: readonly Token[]) => Annotations;
}

function placesIn({ path, text }: SourceText): Places {
  const index = lineIndex(path, text);
  const remark = ({ text: written, start, end }: Token): Remark => ({
    text: written.replace(/^\/{3}/u, ''),
    at: index.span(start, end),
  });
  return {
    span: ({ start, end }) => index.span(start, end),
    said: (documentation) => readAnnotations(documentation.map(remark)),
  };
}

function readModel(
  block: PrismaBlock,
  schema: Schema,
  places: Places,
  problems: Problem[],
): ModelFact {
  const said = places.said(block.documentation);
  const dangling = block.dangling.filter(({ text }) => /^\/\/\/\s*@data\b/u.test(text));
  problems.push(
    ...said.problems,
    ...dangling.map((token) => ({
      at: places.span(token),
      message: 'no field follows this `@data`',
    })),
  );
  const primaryKey = primaryKeyOf(block);
  const subjectOf = subjectColumn(block, said, primaryKey);
  if (said.subject !== undefined && subjectOf === undefined) {
    const wanted = said.subject.by ?? 'primary key';
    const message = `\`${block.name}\` has no field \`${wanted}\` that could name the subject`;
    problems.push({ at: said.subject.at, message });
  }
  const fields: FieldFact[] = [];
  const relations: RelationFact[] = [];
  const links: { readonly name: string; readonly model: string }[] = [];
  for (const line of block.lines) {
    if (isRelation(line, schema)) {
      relations.push(...readRelation(line, block, schema, places.span(line)));
      links.push({ name: line.name, model: line.type });
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
    ...(links.length === 0 ? {} : { links }),
    indexes: [
      ...indexesOf(block),
      ...(schema.indexesKeys ? relations.map(({ columns }) => columns) : []),
    ],
  };
}

function readField(line: PrismaLine, places: Places, problems: Problem[]): FieldFact {
  const said = places.said(line.documentation);
  problems.push(...said.problems);
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
  const at = places.said(line.documentation).dataAt;
  if (at === undefined) return;
  const message = `\`${line.name}\` is a relation and has no column: classify the column that it refers by`;
  problems.push({ at, message });
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

/** Columns by which rows are found without reading the whole table. */
function indexesOf(block: PrismaBlock): readonly (readonly string[])[] {
  const whole = block.attributes
    .filter(({ name }) => /^(id|unique|index)$/u.test(name))
    .map((attribute) => listIn(attribute));
  const single = block.lines
    .filter((line) => attributeOf(line, 'id') ?? attributeOf(line, 'unique'))
    .map(({ name }) => [name]);
  return [...whole, ...single].map((names) => names.map((name) => columnOf(block, name)));
}

function subjectColumn(
  block: PrismaBlock,
  { subject }: Annotations,
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
