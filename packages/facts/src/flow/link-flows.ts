import type { DataSentFact, Fact, Hop, ModelFact, PackageFact, SentValue } from '../facts.ts';
import type { FileFlow, FlowCall } from './file-flow.ts';
import { harmlessName } from './harmless-name.ts';
import type { Target } from './linker.ts';
import { levels, logPackages } from './log-packages.ts';
import { functionsOf, Linker } from './linker.ts';
import { linkWork } from '../purges/link-work.ts';
import { moduleName } from '../typescript/modules.ts';
import type { ModuleResolver } from './module-resolver.ts';
import { startsClient } from './starts-client.ts';
import type { Meant } from './type-table.ts';
import { TypeTable } from './type-table.ts';
import type { LinkedValue } from './values-of-program.ts';
import { below, resolved } from './values-of-program.ts';

/** A whole program, file by file. */
export interface Program {
  /** In the order of their paths, so that the same program gives the same facts. */
  readonly flows: readonly FileFlow[];
  /** Tables of the program's schemas: the truth about what a record holds. */
  readonly models: readonly ModelFact[];
  readonly resolve: ModuleResolver;
}

/**
 * Where values leave a program, followed from file to file: a call that sends what its function was
 * given makes a sender of every call of that function. Pure and cheap: nothing is parsed.
 */
export function linkFlows({ flows, models, resolve }: Program): readonly Fact[] {
  const linker = new Linker(flows, resolve);
  const calls = flows.flatMap((file) => file.calls.map((call) => linkedCall(file, call, linker)));
  const spread: Spread = {
    linker,
    types: new TypeTable(models, linker),
    callersOf: callersOf(calls),
    seen: new Set(),
    sent: new Map(),
    work: [],
  };
  for (const call of calls) for (const sink of call.sinks) sendAll(call, sink, spread);
  spreadToCallers(spread);
  for (const call of calls) {
    if (isUnknownLog(call, spread)) sendAll(call, call.call.sink, spread);
  }
  spreadToCallers(spread);
  return [
    ...calls.flatMap((call) => setUpBy(call)),
    ...factsOf(calls, spread),
    ...linkWork(flows, linker),
  ];
}

interface LinkedCall {
  readonly file: FileFlow;
  readonly call: FlowCall;
  readonly targets: readonly Target[];
  /** Functions of the program that it may run. */
  readonly functions: readonly string[];
  /** Keys that the logger it is called on leaves out. */
  readonly redacts: readonly string[];
  /** One of them writes somewhere itself. */
  readonly sends: boolean;
  readonly sinks: readonly Sink[];
}

type Sink = DataSentFact['sink'];

/** A parameter whose value leaves the program. */
interface Leaving {
  readonly of: string;
  readonly index: number;
  readonly isRest: boolean;
  readonly below: readonly string[];
  readonly sink: Sink;
  readonly hops: readonly Hop[];
  readonly inside: readonly Meant[];
}

interface Sent {
  readonly sink: Sink;
  readonly hops: readonly Hop[];
  /** By what tells them apart, in the order found. */
  readonly values: Map<string, SentValue>;
}

interface Spread {
  readonly linker: Linker;
  readonly types: TypeTable;
  readonly callersOf: ReadonlyMap<string, readonly LinkedCall[]>;
  readonly seen: Set<string>;
  readonly sent: Map<FlowCall, Map<string, Sent>>;
  readonly work: Leaving[];
}

const mostHops = 6;

function linkedCall(file: FileFlow, call: FlowCall, linker: Linker): LinkedCall {
  const targets = linker.targetsOf(file, call.callee);
  const called = functionsOf(targets, call);
  return {
    file,
    call,
    targets,
    functions: called.map((one) => nameOf(one.file, one.number)),
    sends: called.some((one) => one.file.functions[one.number]?.sends === true),
    redacts: targets.flatMap((target) => (target.kind === 'package' ? (target.redacts ?? []) : [])),
    sinks: isOwnConsole(file, call)
      ? []
      : sinksOf(call, askedOf(file, call, linker) ?? targets, called.length > 0),
  };
}

/** What a page writes on the console of its reader is kept by nobody. */
function isOwnConsole({ isPage }: FileFlow, { sink }: FlowCall): boolean {
  return isPage === true && sink?.kind === 'log' && sink.name === 'console';
}

/** A vendor's model that a library of many vendors is asked to use. */
function askedOf(file: FileFlow, { by }: FlowCall, linker: Linker): readonly Target[] | undefined {
  const models = linker.targetsOf(file, by).filter(({ kind }) => kind === 'package');
  return models.length === 0 ? undefined : models;
}

function nameOf(file: FileFlow, number: number): string {
  return `${number} ${file.path}`;
}

/** Where a call sends by itself; what a function of the program does with it is followed instead. */
function sinksOf(call: FlowCall, targets: readonly Target[], isOwn: boolean): readonly Sink[] {
  if (isOwn) return [];
  const { sink, isGuess } = call;
  // `datadogLogs.logger.info(…)` is a log, and a vendor's; what a page calls `log` is a log alone.
  const isLog = sink?.kind === 'log';
  const reached = targets
    .filter(({ kind }) => !isLog || kind === 'package')
    .flatMap((target) => reachedBy(call, target))
    .filter(({ kind }) => !isLog || kind === 'package')
    .slice(0, 1);
  if (sink === undefined || (isGuess === true && reached.length > 0)) return reached;
  return isLog ? [sink, ...reached] : [sink];
}

function reachedBy({ name }: FlowCall, target: Target): readonly Sink[] {
  switch (target.kind) {
    case 'function':
    case 'object':
      return [];
    case 'script':
      return [{ kind: 'package', name: target.name, call: name }];
    case 'package':
      if (target.host !== undefined) return [{ kind: 'host', name: target.host }];
      if (!logPackages.test(target.name))
        return [{ kind: 'package', name: target.name, call: name }];
      return levels.test(name) ? [{ kind: 'log', name: target.name }] : [];
  }
}

function callersOf(calls: readonly LinkedCall[]): ReadonlyMap<string, readonly LinkedCall[]> {
  const callers = new Map<string, LinkedCall[]>();
  for (const call of calls) {
    for (const called of call.functions) {
      const known = callers.get(called);
      if (known === undefined) callers.set(called, [call]);
      else known.push(call);
    }
  }
  return callers;
}

/** A logger of the program's own whose way of writing could not be followed is still a logger. */
function isUnknownLog(
  linked: LinkedCall,
  { seen }: Spread,
): linked is LinkedCall & { readonly call: { readonly sink: Sink } } {
  const { call, functions, sends } = linked;
  if (call.sink?.kind !== 'log' || functions.length === 0 || sends) return false;
  // `log(…)` that hands on to a package is that package's; `logger.info(…)` is a log all the same.
  const isBare = call.sink.name === call.name;
  return !functions.some((name) => seen.has(name) || (isBare && seen.has(`${name} package`)));
}

function sendAll(linked: LinkedCall, sink: Sink, spread: Spread): void {
  for (const value of linked.call.arguments.flat()) {
    if (isRedacted(value.key, linked.redacts)) continue;
    send({ linked, value: { ...value, file: linked.file }, sink, hops: [], inside: [] }, spread);
  }
}

/** Whether a logger's redaction covers what stands under these keys; `*` is any one key. */
function isRedacted(key: readonly string[], redacts: readonly string[]): boolean {
  return redacts.some((path) => {
    const steps = path.split('.');
    return (
      key.length >= steps.length &&
      steps.every((step, index) => step === '*' || step === key[index])
    );
  });
}

interface Sending {
  readonly linked: LinkedCall;
  readonly value: LinkedValue;
  readonly sink: Sink;
  readonly hops: readonly Hop[];
  readonly inside: readonly Meant[];
}

/** Notes a value that leaves with a call, and the parameters that it comes from. */
function send({ linked, value, sink, hops, inside }: Sending, spread: Spread): void {
  const { file, call } = linked;
  for (const one of resolved(value, spread.linker)) {
    if (isKept(sink) && isConstant(one)) continue;
    const meaning = keyed(spread.types.meant(one), one);
    if (!harmlessName(meaning.path) && meaning.path.length > 0) {
      note(call, { sink, hops, value: { ...meaning, at: one.at, ...insideOf(inside) } }, spread);
    }
    if (one.root?.kind !== 'parameter' || hops.length >= mostHops) continue;
    const { of, index, below: path, isRest = false } = one.root;
    leave(
      {
        of: nameOf(file, of),
        index,
        isRest,
        below: path,
        sink,
        hops: [{ at: call.at, written: `${call.name}(…)` }, ...hops],
        inside: isKnown(sink) ? [meaning, ...inside] : inside,
      },
      spread,
    );
  }
}

/** A log or another place of the program's own: what is written there is kept by nobody else. */
function isKept({ kind }: Sink): boolean {
  return kind === 'log' || kind === 'place';
}

/** A literal, or what is read of a name in capitals: a person of a seed, a mailbox of the house. */
function isConstant({ isConstant: isLiteral, path: [root = ''] }: LinkedValue): boolean {
  return isLiteral === true || /^[A-Z][A-Z0-9]*_[A-Z0-9_]*$/.test(root);
}

function keyed(meaning: Meant, { key }: LinkedValue): Meant {
  const last = key.at(-1);
  return last === undefined ? meaning : { ...meaning, key: last };
}

function insideOf(inside: readonly Meant[]): Pick<SentValue, 'inside'> {
  return inside.length === 0 ? {} : { inside };
}

// Who gets it is not known, so nothing is said there.
function isKnown(sink: Sink): boolean {
  return sink.kind !== 'host' || sink.name !== 'unknown' || sink.called !== undefined;
}

function note(
  call: FlowCall,
  {
    sink,
    hops,
    value,
  }: { readonly sink: Sink; readonly hops: readonly Hop[]; readonly value: SentValue },
  { sent }: Spread,
): void {
  const ofCall = sent.get(call) ?? new Map<string, Sent>();
  sent.set(call, ofCall);
  const key = keyOf(sink);
  const known = ofCall.get(key) ?? { sink, hops, values: new Map<string, SentValue>() };
  ofCall.set(key, known);
  const name = `${value.path.join('.')} ${value.type ?? ''} ${value.key ?? ''}`;
  if (!known.values.has(name)) known.values.set(name, value);
}

function leave(leaving: Leaving, { seen, work }: Spread): void {
  const { of, index, below: path, sink } = leaving;
  const key = `${of} ${index} ${path.join('.')} ${keyOf(sink)}`;
  if (seen.has(key)) return;
  seen.add(key);
  seen.add(sink.kind === 'package' ? `${of} package` : of);
  work.push(leaving);
}

function keyOf(sink: Sink): string {
  const called = sink.kind === 'host' ? (sink.called ?? '') : '';
  return `${sink.kind} ${sink.name} ${called}`;
}

function spreadToCallers(spread: Spread): void {
  for (let next = spread.work.shift(); next !== undefined; next = spread.work.shift()) {
    for (const linked of spread.callersOf.get(next.of) ?? []) sendGiven(linked, next, spread);
  }
}

/** What a call gives to a parameter that leaves, as far as it is the part that does. */
function sendGiven(linked: LinkedCall, leaving: Leaving, spread: Spread): void {
  const { index, isRest, below: path, sink, hops, inside } = leaving;
  const given = linked.call.arguments.slice(index, isRest ? undefined : index + 1).flat();
  for (const value of given.flatMap((one) => below({ ...one, file: linked.file }, path))) {
    send({ linked, value, sink, hops, inside }, spread);
  }
}

function factsOf(calls: readonly LinkedCall[], { sent }: Spread): readonly DataSentFact[] {
  return calls.flatMap(({ call }) =>
    [...(sent.get(call)?.values() ?? [])].map(({ sink, hops, values: byName }) => {
      const values = [...byName.values()];
      return {
        kind: 'data-sent' as const,
        at: call.at,
        subject: subjectOf(sink, call, values),
        sink,
        values,
        hops,
        ...(call.purpose === undefined ? {} : { purpose: call.purpose }),
      };
    }),
  );
}

function subjectOf(sink: Sink, { within }: FlowCall, values: readonly SentValue[]): string {
  const paths = values.map(({ path }) => path.join('.')).toSorted();
  const call = sink.kind === 'package' ? ` ${sink.call}` : '';
  return [`${sink.kind} ${sink.name}${call}`, within, paths.join(',')]
    .filter((word) => word !== '')
    .join(' ');
}

/** A vendor's client that is made through a module of the program: `new PostHog()` of a workspace's own package. */
function setUpBy({ file, call, targets }: LinkedCall): readonly PackageFact[] {
  const direct = importedBy(file, call.callee);
  return targets.flatMap((target): readonly PackageFact[] => {
    if (target.kind !== 'package' || target.name === direct) return [];
    const { name } = target;
    if (!startsClient({ name, call: call.name, isNew: call.isNew, isScript: false })) return [];
    return [{ kind: 'package', at: call.at, subject: `${name} ${call.name}`, name, how: 'set-up' }];
  });
}

/** The package that a thing is imported from, by the specifier alone. */
function importedBy(file: FileFlow, at: number | undefined): string | undefined {
  const thing = at === undefined ? undefined : file.things[at];
  if (thing?.kind === 'member' || thing?.kind === 'result') return importedBy(file, thing.of);
  if (thing?.kind !== 'import') return undefined;
  const module = moduleName(thing.module);
  return module.kind === 'package' ? module.name : undefined;
}
