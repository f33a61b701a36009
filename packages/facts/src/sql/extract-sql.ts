import { lineIndex } from '@troth/diagnostics';
import type { Node } from 'libpg-query';

import type { Extraction, Problem, SourceText } from '../extraction.ts';
import type { Fact, ModelFact, RelationFact } from '../facts.ts';
import { readAnnotations } from '../model/annotations.ts';
import { modelOf } from '../model/model-of.ts';
import { applyStatement } from './apply.ts';
import { removalsInSql } from '../purges/sql-files.ts';
import { asPostgres, keysIn } from './dialect.ts';
import type { SqlParser } from './parser.ts';
import { placesOf } from './places.ts';
import type { Places } from './places.ts';
import { settingFacts } from './settings.ts';
import { statementsIn } from './statements.ts';
import type { Table, Tables } from './table.ts';

/**
 * What the migrations of one database say about its tables, in the order of their paths: a table is
 * as the last statement leaves it, and stands where it was made.
 */
export function extractSql(files: readonly SourceText[], parser: SqlParser): Extraction {
  const tables: Tables = new Map();
  const facts: Fact[] = [];
  const problems: Problem[] = [];
  const inOrder = files
    .filter(({ path }) => !undoes.test(path))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, text } of inOrder) {
    const index = lineIndex(path, text);
    facts.push(...removalsInSql({ path, text }));
    for (const statement of statementsIn(text)) {
      const places = placesOf(statement, text, (start, end) => index.span(start, end));
      const read = readStatement(statement.text, parser);
      if ('message' in read) {
        problems.push({ at: places.whole, message: `cannot be read: ${read.message}` });
      } else facts.push(...apply(read, tables, places));
    }
  }
  const models = [...tables.values()].map((table) => factOf(table, tables, problems));
  return { facts: [...models, ...facts], problems };
}

// The way back of a migration that has a file of its own.
const undoes = /(?:^|[._/-])(?:down|rollback|undo|revert)\.sql$/iu;

function apply(
  { nodes, keys, indexesKeys }: Understood,
  tables: Tables,
  places: Places,
): readonly Fact[] {
  return nodes.flatMap((node) => {
    applyStatement(node, tables, places);
    if ('CreateStmt' in node) {
      tables.get(node.CreateStmt.relation?.relname ?? '')?.indexes.push(...keys);
    }
    if (indexesKeys) indexForeignKeys(node, tables);
    return settingFacts(node, places);
  });
}

/** InnoDB makes an index for each foreign key that has none. */
function indexForeignKeys(node: Node, tables: Tables): void {
  const made = 'CreateStmt' in node ? node.CreateStmt : undefined;
  const changed = 'AlterTableStmt' in node ? node.AlterTableStmt : undefined;
  const table = tables.get((made ?? changed)?.relation?.relname ?? '');
  table?.indexes.push(...table.foreignKeys.map(({ columns }) => columns));
}

interface Understood {
  readonly nodes: readonly Node[];
  /** Indexes that only the other databases declare inside a table. */
  readonly keys: readonly (readonly string[])[];
  readonly indexesKeys: boolean;
}

// What is no PostgreSQL may be another database's, which is told apart by nothing else.
function readStatement(statement: string, parser: SqlParser): Understood | { message: string } {
  const indexesKeys = /`|\bengine\s*=\s*innodb\b/iu.test(statement);
  try {
    return { nodes: nodesOf(parser(statement)), keys: [], indexesKeys };
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).slice(0, 120);
    try {
      const nodes = nodesOf(parser(asPostgres(statement)));
      return { nodes, keys: keysIn(statement), indexesKeys };
    } catch {
      return { message };
    }
  }
}

function nodesOf({ stmts = [] }: ReturnType<SqlParser>): readonly Node[] {
  return stmts.flatMap(({ stmt }) => stmt ?? []);
}

function factOf(table: Table, tables: Tables, problems: Problem[]): ModelFact {
  const { name, at, primaryKey, indexes, expiresAfterDays } = table;
  return modelOf(
    {
      model: name,
      table: name,
      at,
      primaryKey,
      said: readAnnotations(table.remarks),
      fields: [...table.columns.values()].map((column) => ({
        name: column.name,
        column: column.name,
        type: column.type,
        nullable: column.nullable && !primaryKey.includes(column.name),
        at: column.at,
        said: readAnnotations(column.remarks),
      })),
      relations: relationsOf(table, tables),
      indexes,
      expiresAfterDays,
      source: 'migration',
    },
    problems,
  );
}

function relationsOf({ foreignKeys }: Table, tables: Tables): readonly RelationFact[] {
  return foreignKeys.map(({ columns, table, references, onDelete, at }) => {
    const target = tables.get(table);
    const there = references.length > 0 ? references : (target?.primaryKey ?? []);
    return { columns, model: target?.name ?? table, references: there, onDelete, at };
  });
}
