import { blocksAt, settingOf, textOf } from './folder.ts';
import type { Folder } from './folder.ts';
import type { Block, Expression } from './syntax.ts';

/** One statement of an AWS policy, from a document's blocks or from JSON. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly principals: readonly string[];
  /** Whether a condition speaks of the second factor. */
  readonly mfa: boolean;
  /** Whether any condition stands. */
  readonly conditioned: boolean;
  /** Whether a condition speaks of TLS. */
  readonly tls: boolean;
}

const mfaKey = /aws:MultiFactorAuth(?:Present|Age)/iu;
const tlsKey = /aws:SecureTransport/iu;

/** Statements of a policy where it is used: by reference to a document, or in JSON. */
export function statementsAt(value: Expression, folder: Folder): readonly Statement[] | 'unknown' {
  if (value.kind !== 'reference') return statementsOfJson(value);
  const document = folder.resources.find(
    ({ type, address }) =>
      type === 'aws_iam_policy_document' && value.path.join('.').startsWith(`${address}.`),
  );
  return document === undefined
    ? 'unknown'
    : statementsOfDocument(blocksAt(document.block, 'statement'), folder);
}

/** Statements of a `data "aws_iam_policy_document"`. */
function statementsOfDocument(blocks: readonly Block[], folder: Folder): readonly Statement[] {
  return blocks.map((block) => {
    const conditions = blocksAt(block, 'condition').map(
      (one) => textOf(one, 'variable', folder.scope) ?? '',
    );
    return {
      effect: textOf(block, 'effect', folder.scope) ?? 'Allow',
      actions: textsAt(block, 'actions', folder),
      principals: blocksAt(block, 'principals').flatMap((one) =>
        textsAt(one, 'identifiers', folder),
      ),
      conditioned: conditions.length > 0,
      mfa: conditions.some((one) => mfaKey.test(one)),
      tls: conditions.some((one) => tlsKey.test(one)),
    };
  });
}

/** Statements of a policy in JSON: `jsonencode({…})`, a string or a heredoc. */
function statementsOfJson(value: Expression): readonly Statement[] | 'unknown' {
  const document = value.kind === 'string' ? parsed(value.text) : plain(value);
  if (!isRecord(document)) return 'unknown';
  const statements = document['Statement'];
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  return list.flatMap((one) => (isRecord(one) ? [statementOf(one)] : []));
}

function statementOf(statement: Readonly<Record<string, unknown>>): Statement {
  const conditions = JSON.stringify(statement['Condition'] ?? {});
  const principal = statement['Principal'];
  return {
    effect: typeof statement['Effect'] === 'string' ? statement['Effect'] : '',
    actions: texts(statement['Action'] ?? statement['action']),
    principals: isRecord(principal) ? texts(principal['AWS']) : texts(principal),
    conditioned: statement['Condition'] !== undefined,
    mfa: mfaKey.test(conditions),
    tls: tlsKey.test(conditions),
  };
}

function textsAt(block: Block, path: string, folder: Folder): readonly string[] {
  const setting = settingOf(block, path, folder.scope);
  if (setting.kind === 'absent') return [];
  const { value } = setting;
  const items = value.kind === 'list' ? value.items : [value];
  return items.map((item) =>
    item.kind === 'string' ? item.text : item.written.replaceAll('"', ''),
  );
}

function texts(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A template with parts from elsewhere is no JSON yet; the caller is told that it is unknown.
    return undefined;
  }
}

function plain(value: Expression): unknown {
  switch (value.kind) {
    case 'string':
      return value.text;
    case 'number':
      return value.number;
    case 'bool':
      return value.bool;
    case 'null':
      return undefined;
    case 'list':
      return value.items.map(plain);
    case 'object':
      return Object.fromEntries([...value.entries].map(([key, one]) => [key, plain(one)]));
    case 'reference':
    case 'template':
    case 'call':
    case 'choice':
    case 'unknown':
      return value.written.replaceAll('"', '');
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
