import type { Node } from 'oxc-parser';

import type { FlowCall, Thing } from '../flow/file-flow.ts';
import type { FileView } from './detector.ts';
import { enclosingName } from './detector.ts';
import { present } from '../flow/present.ts';
import { startsClient } from '../flow/starts-client.ts';
import { chainNames, harmlessCall } from './harmless.ts';
import { isInert } from './inert-packages.ts';
import { moduleName } from './modules.ts';
import { purposeOf } from './purpose.ts';
import type { Reader } from './reader.ts';
import type { Site } from './scope.ts';
import type { CalledThing } from '../purges/work-of-file.ts';
import { sentValues } from './sent-values.ts';
import type { NamedSink } from './sinks.ts';
import { sinkOf } from './sinks.ts';
import { bare, isFunction } from './syntax.ts';
import { readObject } from './values.ts';
import type { Things } from './things.ts';
import { rootOf } from './things.ts';

/** The calls of a file that matter to where its values go. */
export interface CallTable extends Reader {
  readonly list: readonly FlowCall[];
  /** Looks at every call, and at those whose results are sent. */
  readonly readAll: () => void;
  /** Functions in which some call writes to a log, a host or a place. */
  readonly sending: ReadonlySet<Node>;
  /** Every call of what may be the program's own, as far as they are read. */
  readonly called: readonly CalledThing[];
}

interface Table extends Reader {
  readonly calls: FlowCall[];
  readonly things: Things;
  readonly sending: Set<Node>;
  readonly called: CalledThing[];
  /** No purpose is written anywhere in the file, so that none is looked for. */
  readonly isPlain: boolean;
}

export function callTable(sites: readonly Site[], things: Things, file: FileView): CallTable {
  const calling = sites.filter(({ node }) => isCall(node));
  const siteOf = new Map(calling.map((site) => [site.node, site]));
  const calls: FlowCall[] = [];
  const numbers = new Map<Node, number>();
  const asked: Site[] = [];
  const table: Table = {
    file,
    calls,
    things,
    sending: new Set(),
    called: [],
    isPlain: !/@purpose|Purpose\(/.test(file.text),
    resultOf: (call) => {
      const site = siteOf.get(call);
      if (site === undefined || !mayBeOwn(site, things)) return undefined;
      const known = numbers.get(call);
      if (known === undefined) asked.push(site);
      const of = known ?? numbers.size;
      numbers.set(call, of);
      return { kind: 'result', of, index: 0, below: [] };
    },
    parameterOf: ({ kind, owner, index, isRest }) =>
      kind !== 'parameter' || owner === undefined || index === undefined
        ? undefined
        : {
            kind: 'parameter',
            of: things.numberOf(owner.node),
            index,
            below: [],
            ...present({ isRest }),
          },
  };
  const readAll = (): void => {
    for (const site of calling.splice(0)) {
      if (numbers.has(site.node)) continue;
      const call = readCall(site, table);
      if (call === undefined || !matters(call, site, things)) continue;
      // A call may be among its own arguments' sources, and so have its number by now.
      const at = numbers.get(site.node) ?? numbers.size;
      calls[at] = call;
      numbers.set(site.node, at);
    }
    for (let site = asked.pop(); site !== undefined; site = asked.pop()) {
      const at = numbers.get(site.node) ?? numbers.size;
      calls[at] = readCall(site, table) ?? { ...unread, at: file.at(site.node) };
    }
  };
  const { resultOf, parameterOf, sending, called } = table;
  return { file, resultOf, parameterOf, sending, called, list: calls, readAll };
}

const unread: Omit<FlowCall, 'at'> = { name: '', isNew: false, arguments: [], within: '' };

function isCall(node: Node): boolean {
  return node.type === 'CallExpression' || node.type === 'NewExpression';
}

/** Whether some function of the program may be what is called. */
function mayBeOwn({ node, scope }: Site, things: Things): boolean {
  if (node.type !== 'CallExpression') return false;
  const root = rootOf(things.of(node.callee, scope), things.list);
  if (root === undefined || root.kind === 'global') return false;
  return root.kind !== 'import' || !isInert(root.module);
}

function readCall(site: Site, table: Table): FlowCall | undefined {
  const { node, scope } = site;
  const { file, things } = table;
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const named = sinkOf(node, scope);
  const callee = calledBy(site, named, things);
  if (callee === undefined && named?.sink === undefined) return undefined;
  if (callee !== undefined) table.called.push({ site, callee });
  if (named?.sink !== undefined) markAround(site, table.sending);
  return {
    at: file.at(node),
    name: chainNames(node.callee).at(-1) ?? '',
    isNew: node.type === 'NewExpression',
    arguments: node.arguments.map((argument) => sentValues(argument, scope, table)),
    within: enclosingName(site),
    ...present({
      callee,
      by: askedOf(site, things),
      ...sinkAsNamed(named),
      purpose: table.isPlain ? undefined : purposeOf(site, file),
    }),
  };
}

function sinkAsNamed(named: NamedSink | undefined): Pick<FlowCall, 'sink' | 'isGuess'> {
  if (named?.sink === undefined) return {};
  return named.isGuess ? { sink: named.sink, isGuess: true } : { sink: named.sink };
}

/** What is called, where that may lead somewhere. */
function calledBy(
  { node, scope }: Site,
  named: NamedSink | undefined,
  things: Things,
): number | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const found = things.of(node.callee, scope);
  const root = rootOf(found, things.list);
  // A path alone goes to where the page came from, unless a client from another file says whereto.
  if (named !== undefined && named.sink === undefined && !isLocalImport(root)) return undefined;
  if (root?.kind === 'import' && isInert(root.module)) return undefined;
  return root?.kind === 'global' && harmlessCall(node) ? undefined : found;
}

function isLocalImport(root: Thing | undefined): boolean {
  return root?.kind === 'import' && moduleName(root.module).kind === 'local';
}

/** The client or model that an option hands to the call. */
function askedOf({ node, scope }: Site, things: Things): number | undefined {
  if (node.type !== 'CallExpression') return undefined;
  for (const argument of node.arguments) {
    if (bare(argument).type !== 'ObjectExpression') continue;
    const option = readObject(argument, scope)?.properties.get('model');
    const by = option && things.of(option.value, option.scope);
    if (by !== undefined) return by;
  }
  return undefined;
}

function markAround(site: Site, sending: Set<Node>): void {
  for (let at = site.parent; at !== undefined; at = at.parent) {
    if (isFunction(at.node)) sending.add(at.node);
  }
}

/** Whether it gives values away, or makes what may turn out to be a vendor's client. */
function matters(call: FlowCall, { node }: Site, things: Things): boolean {
  if (call.arguments.some((values) => values.length > 0)) return true;
  const root = rootOf(call.callee, things.list);
  if (root?.kind !== 'import' || /^[./]/.test(root.module)) return false;
  return startsClient({
    name: root.module,
    call: call.name,
    isNew: node.type === 'NewExpression',
    isScript: false,
  });
}
