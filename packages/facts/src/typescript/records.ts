import type { Node } from 'oxc-parser';

import type { Known, RecordFact } from '../facts.ts';
import type { Detector, FileView } from './detector.ts';
import { enclosingName, subjectOf } from './detector.ts';
import { routeOf } from './routes.ts';
import type { Scope, Site } from './scope.ts';
import { bare, isFunction, memberName } from './syntax.ts';
import { readObject } from './values.ts';

/** `prisma.user.update({ data: { name } })`: which records are read and written, and where. */
export const records: Detector = {
  types: ['CallExpression'],
  detect: (site, file): readonly RecordFact[] => {
    const { node, scope } = site;
    if (node.type !== 'CallExpression') return [];
    const called = modelCall(node.callee);
    if (called === undefined) return [];
    const { model, act, method } = called;
    const route = routeOf(site);
    return [
      {
        kind: 'record',
        at: file.at(node),
        subject: subjectOf(model, method, enclosingName(site)),
        model,
        act,
        fields: act === 'read' ? [] : writtenFields(node.arguments[0], scope),
        ...circumstancesOf(site, file),
        ...(route !== undefined && { route }),
      },
    ];
  },
};

const acts: ReadonlyMap<string, RecordFact['act']> = new Map([
  ...'findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany'
    .split(' ')
    .map((name) => [name, 'read'] as const),
  ...'create createMany createManyAndReturn'.split(' ').map((name) => [name, 'create'] as const),
  ...'update updateMany updateManyAndReturn upsert'
    .split(' ')
    .map((name) => [name, 'update'] as const),
  ...'delete deleteMany'.split(' ').map((name) => [name, 'delete'] as const),
]);

// The methods are common words; what they are called on must be a client by its name.
const client = /^#?(?:\w*prisma\w*|db|database|tx|trx|transaction|orm)$/i;

function modelCall(
  callee: Node,
):
  | { readonly model: string; readonly act: RecordFact['act']; readonly method: string }
  | undefined {
  const called = bare(callee);
  if (called.type !== 'MemberExpression') return undefined;
  const method = memberName(called) ?? '';
  const act = acts.get(method);
  const table = bare(called.object);
  const model = memberName(table);
  if (act === undefined || model === undefined || table.type !== 'MemberExpression')
    return undefined;
  const root = bare(table.object);
  const name = root.type === 'Identifier' ? root.name : memberName(root);
  return name !== undefined && client.test(name) ? { model, act, method } : undefined;
}

function writtenFields(argument: Node | undefined, scope: Scope): Known<readonly string[]> {
  if (argument === undefined) return 'unknown';
  const given = readObject(argument, scope);
  const written = ['data', 'update'].flatMap((name) => given?.properties.get(name) ?? []);
  const objects = written.map(({ value, scope: where }) => readObject(value, where));
  if (objects.length === 0 || objects.some((object) => object === undefined || object.open))
    return 'unknown';
  return objects.flatMap((object) => [...(object?.properties.keys() ?? [])]);
}

// What asking for a decision is called in code: `permits(…)`, `guard.decide(…)`, `@Governed(…)`.
export const asking: RegExp =
  /\b(?:decide|permits?|isPermitted|isAllowed|mayUse|mayRead|assertPermitted|assertAllowed|checkPurpose)\w*\s*\(|@(?:Governed|Decides?|Permits?|Purpose)\b/;

const signedIn =
  /\b(?:account|user|owner|subject|customer|member|profile)_?Id\b|\bsession\b|\bcurrentUser\b|\b(?:req|request|ctx|context)\.(?:user|auth|session)\b|\bauth\(\)/;

/** What the functions around a place say of who may see what they read. */
export function circumstancesOf(
  site: Site,
  { text }: Pick<FileView, 'text'>,
): Pick<RecordFact, 'asks' | 'own'> {
  const { asking: asked, signedIn: known } = site.scope.memory;
  return {
    asks: saysWithin(outermost(site, isOuter), text, { words: asking, known: asked }),
    own: saysWithin(outermost(site, isRoutine), text, { words: signedIn, known }),
  };
}

interface Asked {
  readonly words: RegExp;
  /** Many places have one function around them, and it may be the whole of a long file. */
  readonly known: Map<Node, boolean>;
}

function saysWithin(around: Node | undefined, text: string, { words, known }: Asked): boolean {
  if (around === undefined) return false;
  const said = known.get(around) ?? words.test(text.slice(around.start, around.end));
  known.set(around, said);
  return said;
}

/** The outermost such node around a place; nothing at the top of a file. */
function outermost(site: Site, isWanted: (node: Node) => boolean): Node | undefined {
  let found: Node | undefined;
  for (let at = site.parent; at !== undefined; at = at.parent) {
    if (isWanted(at.node)) found = at.node;
  }
  return found;
}

function isRoutine(node: Node): boolean {
  return isFunction(node) || node.type === 'MethodDefinition';
}

function isOuter(node: Node): boolean {
  return isRoutine(node) || node.type === 'ClassDeclaration';
}
