import type { Fact, Known, RecordFact, RemovalFact } from '../facts.ts';
import type { FileFlow } from '../flow/file-flow.ts';
import type { Linker } from '../flow/linker.ts';
import { present } from '../flow/present.ts';
import type { Age } from './age.ts';
import { daysOfUnit } from './age.ts';
import { numberOf } from './amount.ts';
import type { Circumstances, ReadSite } from './file-work.ts';
import type { RemovalSite } from './removals.ts';

/**
 * What the rows of a program undergo, once all its files are known: removals with the windows that other
 * files name and the schedules that run them, and reads that a route makes through functions of its own.
 */
export function linkWork(flows: readonly FileFlow[], linker: Linker): readonly Fact[] {
  const graph = new CallGraph(flows, linker);
  const every = scheduledFunctions(flows, graph);
  return flows.flatMap((file) => [
    ...(file.work?.removals ?? []).map((site) => removalFact(site, file, { every, linker })),
    ...(file.work?.softDeleted ?? []).map((model) => markFact(model, file)),
    ...directReads(file),
    ...readsThrough(file, graph),
  ]);
}

/** A function by its file and number. */
interface Called {
  readonly file: FileFlow;
  readonly number: number;
}

function keyOf({ file, number }: Called): string {
  return `${number} ${file.path}`;
}

const deepest = 5;
const most = 200;

/** Which function calls which, found out as far as it is asked. */
class CallGraph {
  readonly #linker: Linker;
  readonly #calls: ReadonlyMap<string, readonly number[]>;
  readonly #asking: ReadonlySet<string>;

  constructor(flows: readonly FileFlow[], linker: Linker) {
    this.#linker = linker;
    const calls = new Map<string, number[]>();
    for (const file of flows) {
      for (const [caller, callee] of file.work?.calls ?? []) {
        const key = keyOf({ file, number: caller });
        const known = calls.get(key);
        if (known === undefined) calls.set(key, [callee]);
        else known.push(callee);
      }
    }
    this.#calls = calls;
    this.#asking = new Set(
      flows.flatMap((file) => (file.work?.asking ?? []).map((number) => keyOf({ file, number }))),
    );
  }

  /** A thing's functions, and all that they call; what is called by one that asks first was decided. */
  undecidedFrom(file: FileFlow, thing: number): readonly Called[] {
    return this.reachedFrom(file, thing, this.#asking);
  }

  /** A thing's functions, and all that they call. */
  reachedFrom(
    file: FileFlow,
    thing: number,
    without: ReadonlySet<string> = new Set(),
  ): readonly Called[] {
    const seen = new Map<string, Called>();
    let open = this.#functionsOf(file, thing);
    for (let depth = 0; depth < deepest && open.length > 0; depth += 1) {
      const fresh = open.filter((one) => !seen.has(keyOf(one)) && !without.has(keyOf(one)));
      for (const one of fresh) if (seen.size < most) seen.set(keyOf(one), one);
      open = fresh.flatMap((one) =>
        (this.#calls.get(keyOf(one)) ?? []).flatMap((callee) =>
          this.#functionsOf(one.file, callee),
        ),
      );
    }
    return [...seen.values()];
  }

  #functionsOf(file: FileFlow, thing: number): readonly Called[] {
    return this.#linker
      .targetsOf(file, thing)
      .flatMap((target) =>
        target.kind === 'function' ? [{ file: target.file, number: target.number }] : [],
      );
  }
}

type Every = ReadonlyMap<string, Known<number>>;

interface Schedules {
  readonly functions: Every;
  /** By what a queue or a job calls it, as words are compared. */
  readonly words: Every;
}

/** How often each function runs that some schedule of the code leads to; the soonest counts. */
function scheduledFunctions(flows: readonly FileFlow[], graph: CallGraph): Schedules {
  const functions = new Map<string, Known<number>>();
  const words = new Map<string, Known<number>>();
  for (const file of flows) {
    for (const { everyDays, runs, words: said } of file.work?.schedules ?? []) {
      for (const one of runs.flatMap((thing) => graph.reachedFrom(file, thing)))
        keepSooner(functions, keyOf(one), everyDays);
      for (const word of said) keepSooner(words, plain(word), everyDays);
    }
  }
  return { functions, words };
}

function keepSooner(into: Map<string, Known<number>>, key: string, every: Known<number>): void {
  const known = into.get(key);
  if (known === undefined || known === 'unknown' || (every !== 'unknown' && every < known))
    into.set(key, every);
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

interface Linking {
  readonly every: Schedules;
  readonly linker: Linker;
}

function removalFact(site: RemovalSite, file: FileFlow, { every, linker }: Linking): RemovalFact {
  const { at, subject, model, how, by, ofDeleted, older, within, names } = site;
  const known = [...names, fileName(file.path)];
  const everyDays =
    within
      .map((number) => every.functions.get(keyOf({ file, number })))
      .find((one) => one !== undefined) ??
    known.map((name) => every.words.get(plain(name))).find((one) => one !== undefined);
  return {
    kind: 'removal',
    at,
    subject,
    model,
    how,
    by,
    ofDeleted,
    names: known,
    ...present({ everyDays, older: older && olderOf(older, file, linker) }),
  };
}

function olderOf(
  { column, age, at }: NonNullable<RemovalSite['older']>,
  file: FileFlow,
  linker: Linker,
): RemovalFact['older'] {
  const amount = age && numberOf(age.amount, (module, name) => linker.constant(file, module, name));
  if (age === undefined || amount === undefined) return { column, days: 'unknown', at };
  const months = monthsIn(amount, age.unit);
  return { column, days: amount * daysOfUnit[age.unit], at, ...present({ months }) };
}

function monthsIn(amount: number, unit: Age['unit']): number | undefined {
  if (unit === 'month') return amount;
  return unit === 'year' ? amount * 12 : undefined;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
}

function markFact(model: string, { path }: FileFlow): RemovalFact {
  const at = { file: path, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    kind: 'removal',
    at,
    subject: `${model} marks`,
    model,
    how: 'mark',
    by: 'prisma',
    ofDeleted: false,
    names: [],
  };
}

/** Reads in a route that no detector of a single file says. */
function directReads({ work }: FileFlow): readonly RecordFact[] {
  return (work?.reads ?? []).flatMap((read) =>
    read.route === undefined || read.isKnown === true
      ? []
      : [recordOf(read, { ...read, route: read.route })],
  );
}

/** Reads that a call in a route leads to. */
function readsThrough(file: FileFlow, graph: CallGraph): readonly RecordFact[] {
  const direct = new Set((file.work?.reads ?? []).map(({ at }) => `${at.line}:${at.column}`));
  return (file.work?.routeCalls ?? []).flatMap((call) => {
    if (direct.has(`${call.at.line}:${call.at.column}`)) return [];
    const reads = graph
      .undecidedFrom(file, call.callee)
      .flatMap(({ file: there, number }) =>
        (there.work?.reads ?? []).filter(
          ({ within, route }) => route === undefined && within.includes(number),
        ),
      );
    const byModel = new Map(reads.map((read) => [plain(read.model), read]));
    return [...byModel.values()].map((read) => recordOf(read, call));
  });
}

function recordOf(
  { model, method, ...inner }: ReadSite,
  outer: Circumstances & Pick<ReadSite, 'at' | 'name'> & { readonly route: string },
): RecordFact {
  return {
    kind: 'record',
    at: outer.at,
    subject: [model, method, outer.name].filter((word) => word !== '').join(' '),
    model,
    act: 'read',
    fields: [],
    route: outer.route,
    asks: outer.asks || inner.asks,
    own: outer.own || inner.own,
  };
}
