import { isRecord, recordOf, textsIn, valueAt } from './json-value.ts';
import type { JsonRecord } from './json-value.ts';
import { blocksAt, textOf, textsOf } from './settings.ts';
import { refersTo } from './stack.ts';
import type { Stack } from './stack.ts';
import type { Block, Expression } from './syntax.ts';

/** One statement of an AWS policy, from a document's blocks or from JSON. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  /** What `NotAction` leaves out; the statement speaks of everything else. */
  readonly notActions: readonly string[];
  readonly principals: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface Condition {
  /** `Bool`, `NumericLessThan`, … */
  readonly test: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Statements of a policy where it is used: by reference to a document, or in JSON. */
export function statementsAt(value: Expression, stack: Stack): readonly Statement[] | 'unknown' {
  if (value.kind !== 'reference') return statementsOfJson(value);
  const document = stack.resources.find(
    (resource) => resource.type === 'aws_iam_policy_document' && refersTo(value.path, resource),
  );
  return document === undefined
    ? 'unknown'
    : blocksAt(document.block, 'statement').map(statementOfBlock);
}

/** Whether a condition speaks of this key. */
export function speaksOf({ conditions }: Statement, key: RegExp): boolean {
  return conditions.some((one) => key.test(one.key));
}

/** A statement of a `data "aws_iam_policy_document"`. */
function statementOfBlock(block: Block): Statement {
  return {
    effect: textOf(block, 'effect') ?? 'Allow',
    actions: textsOf(block, 'actions'),
    notActions: textsOf(block, 'not_actions'),
    principals: blocksAt(block, 'principals').flatMap((one) => textsOf(one, 'identifiers')),
    resources: textsOf(block, 'resources'),
    conditions: blocksAt(block, 'condition').map((one) => ({
      test: textOf(one, 'test') ?? '',
      key: textOf(one, 'variable') ?? '',
      values: textsOf(one, 'values'),
    })),
  };
}

/** Statements of a policy in JSON: `jsonencode({…})`, a string, a heredoc, or a template's own object. */
function statementsOfJson(value: Expression): readonly Statement[] | 'unknown' {
  const document = recordOf(value);
  if (document === undefined) return 'unknown';
  const statements = document['Statement'];
  // Statements that are put together elsewhere stand here as the text that names them.
  if (typeof statements === 'string') return 'unknown';
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  return list.flatMap((one) => (isRecord(one) ? [statementOf(one)] : []));
}

function statementOf(statement: JsonRecord): Statement {
  const principal = statement['Principal'];
  return {
    effect: textsIn(statement['Effect'])[0] ?? '',
    actions: textsIn(statement['Action'] ?? statement['action']),
    notActions: textsIn(statement['NotAction']),
    principals: isRecord(principal)
      ? [...textsIn(principal['AWS']), ...textsIn(principal['*'])]
      : textsIn(principal),
    resources: textsIn(statement['Resource']),
    conditions: conditionsOf(statement['Condition']),
  };
}

function conditionsOf(condition: unknown): readonly Condition[] {
  if (!isRecord(condition)) return [];
  return Object.entries(condition).flatMap(([test, keys]) =>
    isRecord(keys)
      ? Object.keys(keys).map((key) => ({ test, key, values: textsIn(valueAt(keys, key)) }))
      : [],
  );
}
