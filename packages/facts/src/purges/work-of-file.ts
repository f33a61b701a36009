import type { Node } from 'oxc-parser';

import type { FileView } from '../typescript/detector.ts';
import { enclosingName } from '../typescript/detector.ts';
import { present } from '../flow/present.ts';
import { asking, circumstancesOf } from '../typescript/records.ts';
import { routeOf } from '../typescript/routes.ts';
import type { Scope, Site } from '../typescript/scope.ts';
import { bare } from '../typescript/syntax.ts';
import type { Things } from '../typescript/things.ts';
import type { Amount } from './amount.ts';
import { amountOf } from './amount.ts';
import type { FileWork, ReadSite, RouteCall, ScheduleSite } from './file-work.ts';
import { chosenByAge, functionsAround, removalOf } from './removals.ts';
import type { RemovalSite } from './removals.ts';
import { rowsCalled } from './rows-called.ts';
import { scheduledBy, scheduledMethod } from './schedules.ts';
import type { Scheduled } from './schedules.ts';
import { softDeletedBy } from './soft-deletes.ts';

/** Nodes that say something of removals and schedules. */
export const workTypes: readonly Node['type'][] = [
  'CallExpression',
  'NewExpression',
  'TaggedTemplateExpression',
  'MethodDefinition',
];

/** A call and what is called, as the table of calls has found it. */
export interface CalledThing {
  readonly site: Site;
  readonly callee: number;
}

export interface WorkInput {
  readonly path: string;
  readonly sites: readonly Site[];
  readonly root: Scope;
  readonly file: FileView;
  readonly things: Things;
  /** Filled while the calls are read. */
  readonly called: readonly CalledThing[];
}

/** What is looked at before functions are numbered, and how it is numbered after. */
export interface OpenWork {
  readonly numbered: (called: readonly CalledThing[]) => FileWork | undefined;
}

/** Looks at the sites once; the functions around are numbered when all of them are known. */
export function workOf({ path, sites, root, file, things }: Omit<WorkInput, 'called'>): OpenWork {
  const found = lookAt(sites, path, file);
  const schedules = found.schedules.map((scheduled) => scheduleOf(scheduled, things));
  const constants = constantsOf(root);
  const hasRoutes = routes.test(file.text);
  return {
    numbered: (read) => {
      // A call that another is made of is read twice.
      const called = [...new Map(read.map((one) => [one.site.node, one])).values()];
      const numbers = new Map(things.functions.map((node, number) => [node, number]));
      const within = (site: Site): readonly number[] =>
        functionsAround(site).flatMap((node) => numbers.get(node) ?? []);
      const work: FileWork = present({
        removals: some(
          found.removals.map(({ site, removal }) => ({
            ...withChoice(removal, site, found),
            within: within(site),
          })),
        ),
        reads: some(found.reads.map(({ site, read }) => ({ ...read, within: within(site) }))),
        schedules: some(schedules),
        softDeleted: some(found.softDeleted),
        routeCalls: hasRoutes ? some(called.flatMap((one) => routeCallOf(one, file))) : undefined,
        calls: some(callsOf(called, numbers)),
        asking: some(askingOf(things, file)),
        constants: Object.keys(constants).length === 0 ? undefined : constants,
      });
      return Object.keys(work).length === 0 ? undefined : work;
    },
  };
}

interface Found {
  readonly removals: { readonly site: Site; readonly removal: Omit<RemovalSite, 'within'> }[];
  readonly reads: { readonly site: Site; readonly read: Omit<ReadSite, 'within'> }[];
  /** Rows that are looked up by their age, and may be removed one by one. */
  readonly chosen: {
    readonly site: Site;
    readonly model: string;
    readonly older: NonNullable<RemovalSite['older']>;
  }[];
  readonly schedules: Scheduled[];
  readonly softDeleted: string[];
}

// Tests clear what they made, a migration runs once, a seed is nobody's: none of them erases for a person.
const beside =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|mocks?|e2e|fixtures?|cypress|playwright|migrations?|data-migrations?|seeds?|seeders?)\/|[.-](?:test|spec|e2e|integration|stories)\.[cm]?[jt]sx?$|(?:^|\/)seed[\w-]*\.[cm]?[jt]s$/;

const routes =
  /@(?:Get|Post|Put|Patch|Delete|All|Query|Mutation)\b|\.(?:get|post|put|patch|delete|all)\s*\(\s*['"`]\/|\b(?:GET|POST|PUT|PATCH|DELETE)\s*\(/;

function lookAt(sites: readonly Site[], path: string, file: FileView): Found {
  const found: Found = { removals: [], reads: [], chosen: [], schedules: [], softDeleted: [] };
  if (beside.test(path)) return found;
  for (const site of sites) {
    const { node, scope } = site;
    if (node.type === 'MethodDefinition') {
      const scheduled = node.decorators.length === 0 ? undefined : scheduledMethod(site);
      if (scheduled !== undefined) found.schedules.push(scheduled);
      continue;
    }
    const scheduled = scheduledBy(site);
    if (scheduled !== undefined) found.schedules.push(scheduled);
    found.softDeleted.push(...softDeletedBy(site, file.text));
    const rows = rowsCalled(node, scope);
    if (rows === undefined) continue;
    const { act } = rows;
    if (act === 'read') {
      found.reads.push({ site, read: readOf({ ...rows, act }, site, file) });
      const older = chosenByAge(site, file);
      if (older !== undefined) found.chosen.push({ site, model: rows.model, older });
    } else found.removals.push({ site, removal: removalOf({ ...rows, act }, site, file) });
  }
  return found;
}

/** `for (const user of await findMany({ where: { deletedAt: { lt: cutoff } } })) await delete(user)` */
function withChoice(
  removal: Omit<RemovalSite, 'within'>,
  site: Site,
  { chosen }: Found,
): Omit<RemovalSite, 'within'> {
  if (removal.older !== undefined) return removal;
  const outermost = functionsAround(site).at(-1);
  const choice = chosen.find(
    (one) => one.model === removal.model && functionsAround(one.site).at(-1) === outermost,
  );
  return choice === undefined ? removal : { ...removal, older: choice.older, ofDeleted: true };
}

function readOf(
  { model, method, by }: Pick<RemovalSite, 'model' | 'method' | 'by'> & { readonly act: 'read' },
  site: Site,
  file: FileView,
): Omit<ReadSite, 'within'> {
  return {
    at: file.at(site.node),
    model,
    method,
    name: enclosingName(site),
    ...circumstancesOf(site, file),
    ...present({ route: routeOf(site), isKnown: by === 'prisma' ? (true as const) : undefined }),
  };
}

function scheduleOf({ everyDays, runs, words }: Scheduled, things: Things): ScheduleSite {
  const named = runs.flatMap(({ node, scope }) => things.of(node, scope) ?? []);
  return { everyDays, runs: named, words };
}

function routeCallOf({ site, callee }: CalledThing, file: FileView): readonly RouteCall[] {
  const route = site.node.type === 'CallExpression' ? routeOf(site) : undefined;
  if (route === undefined) return [];
  return [
    {
      at: file.at(site.node),
      route,
      name: enclosingName(site),
      callee,
      ...circumstancesOf(site, file),
    },
  ];
}

function callsOf(
  called: readonly CalledThing[],
  numbers: ReadonlyMap<Node, number>,
): NonNullable<FileWork['calls']> {
  const seen = new Map<string, readonly [number, number]>();
  for (const { site, callee } of called) {
    for (const around of functionsAround(site)) {
      const caller = numbers.get(around);
      if (caller !== undefined) seen.set(`${caller} ${callee}`, [caller, callee]);
    }
  }
  return [...seen.values()];
}

/** Functions that ask whether they may, in a file where any does. */
function askingOf({ functions }: Things, { text }: FileView): readonly number[] {
  if (!asking.test(text)) return [];
  return functions.flatMap(({ start, end }, number) =>
    asking.test(text.slice(start, end)) ? [number] : [],
  );
}

/** Numbers that the top of a file names. */
function constantsOf(root: Scope): Readonly<Record<string, Amount>> {
  const constants: Record<string, Amount> = {};
  for (const { name, kind, sources } of root.bindings.values()) {
    const [source, ...others] = sources;
    if (kind !== 'variable' || source?.expression === undefined || others.length > 0) continue;
    if (source.path.length > 0) continue;
    addConstants(name, source.expression, source.scope, constants);
  }
  return constants;
}

function addConstants(name: string, given: Node, scope: Scope, into: Record<string, Amount>): void {
  const value = bare(given);
  if (value.type === 'ObjectExpression') {
    for (const property of value.properties) {
      if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
      const amount = amountOf(property.value, scope);
      if (amount !== undefined) into[`${name}.${property.key.name}`] = amount;
    }
    return;
  }
  const amount = amountOf(value, scope);
  if (amount !== undefined) into[name] = amount;
}

function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
