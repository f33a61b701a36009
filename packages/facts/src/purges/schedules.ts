import type { Node } from 'oxc-parser';

import { isFrom, originOf } from '../typescript/origins.ts';
import type { Scope, Site } from '../typescript/scope.ts';
import { bare, calleeName, isFunction, keyName, memberName } from '../typescript/syntax.ts';
import { readObject, textsOf } from '../typescript/values.ts';
import { amountOf } from './amount.ts';
import { daysBetween } from './cron.ts';

/** Something that runs again and again. */
export interface Scheduled {
  readonly everyDays: number | 'unknown';
  /** What is run, where the code names it. */
  readonly runs: readonly { readonly node: Node; readonly scope: Scope }[];
  /** What a queue or a job calls it. */
  readonly words: readonly string[];
}

/** `cron.schedule('0 3 * * *', purge)`, `queue.add('purge', …, { repeat })`, `setInterval(purge, DAY)`. */
export function scheduledBy({ node, scope }: Site): Scheduled | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const name = calleeName(node.callee) ?? '';
  if (/^(?:schedule|scheduleJob|CronJob|Cron|cron|createTask)$/.test(name))
    return byCron(node, scope);
  if (node.type === 'NewExpression') return undefined;
  if (name === 'setInterval') return byTimer(node, scope);
  return /^(?:add|upsertJobScheduler)$/.test(name) ? byQueue(name, node, scope) : undefined;
}

type Call = Extract<Node, { type: 'CallExpression' }>;

function byTimer({ arguments: [run, wait] }: Call, scope: Scope): Scheduled | undefined {
  const ms = wait === undefined ? undefined : amountOf(wait, scope);
  return run === undefined || typeof ms !== 'number'
    ? undefined
    : { everyDays: ms / day, runs: [{ node: run, scope }], words: [] };
}

/** BullMQ's `add(name, data, { repeat })` and `upsertJobScheduler(id, repeat, { name })`. */
function byQueue(
  name: string,
  { arguments: [first, second, third] }: Call,
  scope: Scope,
): Scheduled | undefined {
  const given = third === undefined ? undefined : readObject(third, scope);
  const repeat = name === 'add' ? given?.properties.get('repeat')?.value : second;
  const everyDays = repeat === undefined ? undefined : repeated(repeat, scope);
  return everyDays === undefined || first === undefined
    ? undefined
    : { everyDays, runs: [], words: [...textsOf(first, scope), ...templateWords(third, scope)] };
}

const day = 86_400_000;

// `upsertJobScheduler(id, repeat, { name: 'purge' })`
function templateWords(node: Node | undefined, scope: Scope): readonly string[] {
  const name = node === undefined ? undefined : readObject(node, scope)?.properties.get('name');
  return name === undefined ? [] : textsOf(name.value, name.scope);
}

function repeated(options: Node, scope: Scope): number | 'unknown' | undefined {
  const given = readObject(options, scope);
  const pattern = given?.properties.get('pattern') ?? given?.properties.get('cron');
  if (pattern !== undefined) return everyOf(pattern.value, pattern.scope);
  const every = given?.properties.get('every');
  const ms = every === undefined ? undefined : amountOf(every.value, every.scope);
  if (every === undefined) return undefined;
  return typeof ms === 'number' ? ms / day : 'unknown';
}

/** A library that takes an expression and what to run; croner and cron make a job of both. */
function byCron(
  node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>,
  scope: Scope,
): Scheduled | undefined {
  const given = node.arguments;
  const texts = given.flatMap((one) => (one.type === 'SpreadElement' ? [] : textsOf(one, scope)));
  const expression = texts.find((text) => daysBetween(text) !== undefined);
  const [first] = given;
  const named = first === undefined ? undefined : everyOfName(first);
  if (
    expression === undefined &&
    named === undefined &&
    !isFrom(originOf(node.callee, scope), /cron|schedule/)
  )
    return undefined;
  const runs = given
    .filter(
      (one) =>
        isFunction(bare(one)) ||
        bare(one).type === 'Identifier' ||
        bare(one).type === 'MemberExpression',
    )
    .flatMap((one) => (one.type === 'SpreadElement' ? [] : [{ node: bare(one), scope }]));
  return {
    everyDays:
      named ?? (expression === undefined ? 'unknown' : (daysBetween(expression) ?? 'unknown')),
    runs,
    words: texts.filter((text) => text !== expression),
  };
}

/** The method under `@Cron('0 3 * * *')`, `@Cron(CronExpression.EVERY_WEEK)` or `@Interval(ms)`. */
export function scheduledMethod({ node, scope }: Site): Scheduled | undefined {
  if (node.type !== 'MethodDefinition') return undefined;
  for (const { expression } of node.decorators) {
    if (expression.type !== 'CallExpression') continue;
    const name = calleeName(expression.callee);
    const [first, second] = expression.arguments;
    const given = name === 'Interval' && second !== undefined ? second : first;
    if (given === undefined || (name !== 'Cron' && name !== 'Interval')) continue;
    const ms = name === 'Interval' ? amountOf(given, scope) : undefined;
    const everyDays = typeof ms === 'number' ? ms / day : everyOf(given, scope);
    return { everyDays, runs: [{ node: node.value, scope }], words: [keyName(node) ?? ''] };
  }
  return undefined;
}

function everyOf(node: Node, scope: Scope): number | 'unknown' {
  const named = everyOfName(node);
  if (named !== undefined) return named;
  const [text] = textsOf(node, scope);
  return text === undefined ? 'unknown' : (daysBetween(text) ?? 'unknown');
}

/** Nest's `CronExpression.EVERY_DAY_AT_3AM`. */
function everyOfName(node: Node): number | undefined {
  const named = bare(node);
  const object = named.type === 'MemberExpression' ? bare(named.object) : undefined;
  if (object?.type !== 'Identifier' || object.name !== 'CronExpression') return undefined;
  const name = memberName(named) ?? '';
  return nestWords.find(([pattern]) => pattern.test(name))?.[1];
}

const nestWords: readonly (readonly [RegExp, number])[] = [
  [/SECOND|MINUTE/, 1 / 24],
  [/HOUR/, 1 / 24],
  [/WEEKDAY|MONDAY_TO_FRIDAY/, 3],
  [/WEEKEND/, 6],
  [/^EVERY_WEEK/, 7],
  [/^EVERY_DAY/, 1],
  [/MONTH/, 31],
  [/QUARTER/, 92],
  [/YEAR/, 366],
];
