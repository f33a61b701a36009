import type { FileFlow, FlowCall, ImportedName, Settings, Thing } from './file-flow.ts';
import type { ModuleResolver } from './module-resolver.ts';
import { moduleName } from '../typescript/modules.ts';
import { numberOf } from '../purges/amount.ts';
import { present } from './present.ts';
import type { Made } from './values-of-program.ts';

/** What a name turns out to be once all files are known. */
export type Target =
  | { readonly kind: 'function'; readonly file: FileFlow; readonly number: number }
  | { readonly kind: 'object'; readonly file: FileFlow; readonly thing: ObjectThing }
  | ({
      readonly kind: 'package';
      readonly name: string;
      readonly names: readonly string[];
    } & Settings)
  | { readonly kind: 'script'; readonly name: string };

type ObjectThing = Extract<Thing, { readonly kind: 'object' }>;

/** A name as another file has it; without a thing when it is only a type. */
export interface Exported {
  readonly file: FileFlow;
  readonly name: string;
  readonly thing?: number;
}

const deepest = 24;
const most = 6;

/** Follows names from file to file. Each thing is looked up once; a circle ends with nothing. */
export class Linker {
  readonly #resolve: ModuleResolver;
  readonly #byPath: ReadonlyMap<string, FileFlow>;
  readonly #modules: Map<string, FileFlow | undefined> = new Map();
  readonly #known: Map<FileFlow, Map<number, readonly Target[]>> = new Map();

  /** What calls give, by their files, as far as it was asked. */
  readonly made: Map<FileFlow, Map<string, Made | undefined>> = new Map();

  constructor(flows: readonly FileFlow[], resolve: ModuleResolver) {
    this.#resolve = resolve;
    this.#byPath = new Map(flows.map((flow) => [flow.path, flow]));
  }

  /** What a thing of a file may be; `depth` bounds how far is looked. */
  targetsOf(file: FileFlow, thing: number | undefined, depth = 0): readonly Target[] {
    if (thing === undefined || depth > deepest) return [];
    const ofFile = this.#known.get(file) ?? new Map<number, readonly Target[]>();
    this.#known.set(file, ofFile);
    const before = ofFile.get(thing);
    if (before !== undefined) return before;
    ofFile.set(thing, []);
    const targets = distinct(this.#targetsOfThing(file, thing, depth + 1)).slice(0, most);
    ofFile.set(thing, targets);
    return targets;
  }

  /** What a module that a file imports has under a name. */
  exported(from: FileFlow, module: string, name: string, depth = 0): Exported | undefined {
    const file = this.#moduleAt(from, module);
    return file === undefined || depth > deepest ? undefined : this.#exportOf(file, name, depth);
  }

  /** The number that a module has under a name, `DAYS` or `RETENTION.days`. */
  constant(from: FileFlow, module: string, name: string, depth = 0): number | undefined {
    const file = this.#moduleAt(from, module);
    if (file === undefined || depth > deepest) return undefined;
    const amount = file.work?.constants?.[name];
    const constantOf = (other: string, its: string): number | undefined =>
      this.constant(file, other, its, depth + 1);
    if (amount !== undefined) return numberOf(amount, constantOf);
    const [first = '', ...rest] = name.split('.');
    const imported = file.imports[first] ?? this.#renamed(file, first);
    if (imported !== undefined)
      return constantOf(imported.module, [imported.name, ...rest].join('.'));
    for (const other of file.passedOn) {
      const found = constantOf(other, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** `export { DAYS } from './days.ts'` */
  #renamed(file: FileFlow, name: string): ImportedName | undefined {
    const thing = file.things[file.exports[name] ?? -1];
    return thing?.kind === 'import' ? thing : undefined;
  }

  #moduleAt(from: FileFlow, specifier: string): FileFlow | undefined {
    const key = `${from.path}\n${specifier}`;
    if (!this.#modules.has(key)) {
      const path = this.#resolve(from.path, specifier);
      this.#modules.set(key, path === undefined ? undefined : this.#byPath.get(path));
    }
    return this.#modules.get(key);
  }

  #exportOf(file: FileFlow, name: string, depth: number): Exported | undefined {
    const thing = file.exports[name] ?? (name === 'default' ? file.exports['='] : undefined);
    if (thing !== undefined) return this.#passed(file, thing, depth) ?? { file, name, thing };
    if (file.types.some((type) => type.name === name)) return { file, name };
    const imported = file.imports[name];
    if (imported !== undefined) {
      return this.exported(file, imported.module, imported.name, depth + 1);
    }
    for (const module of file.passedOn) {
      const found = this.exported(file, module, name, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What is exported as it was imported is the other file's. */
  #passed(file: FileFlow, at: number, depth: number): Exported | undefined {
    const thing = file.things[at];
    return thing?.kind === 'import'
      ? this.exported(file, thing.module, thing.name, depth + 1)
      : undefined;
  }

  #targetsOfThing(file: FileFlow, at: number, depth: number): readonly Target[] {
    const thing = file.things[at];
    switch (thing?.kind) {
      case 'function':
        return [{ kind: 'function', file, number: thing.function }];
      case 'object':
        return [{ kind: 'object', file, thing }];
      case 'import':
        return this.#imported(file, thing, depth);
      case 'global':
        return [{ kind: 'script', name: thing.name }];
      case 'member':
        return this.targetsOf(file, thing.of, depth).flatMap((of) =>
          this.#memberOf(of, thing.name, depth),
        );
      case 'result':
        return this.targetsOf(file, thing.of, depth)
          .flatMap((of) => this.#resultOf(of, depth))
          .map((of) => madeWith(of, thing));
      case 'typed':
        return this.#ofType(file, thing.type, depth);
      case 'either':
        return thing.of.flatMap((one) => this.targetsOf(file, one, depth));
      case undefined:
        return [];
    }
  }

  #imported(file: FileFlow, { module, name }: ImportedName, depth: number): readonly Target[] {
    const there = this.#moduleAt(file, module);
    if (there === undefined) {
      const found = moduleName(module);
      if (found.kind !== 'package') return [];
      const isWhole = name === '*' || name === 'default';
      return [{ kind: 'package', name: found.name, names: isWhole ? [] : [name] }];
    }
    if (name === '*') return this.#wholeOf(there, depth);
    const found = this.#exportOf(there, name, depth);
    if (found?.thing !== undefined) return this.targetsOf(found.file, found.thing, depth);
    return this.#passedPackages(there, name, depth);
  }

  /** `export * from 'posthog-node'` in a workspace: a name it does not have is the package's. */
  #passedPackages(file: FileFlow, name: string, depth: number): readonly Target[] {
    if (depth > deepest) return [];
    return file.passedOn.flatMap((module) => {
      const next = this.#moduleAt(file, module);
      return next === undefined
        ? this.#imported(file, { module, name }, depth)
        : this.#passedPackages(next, name, depth + 1);
    });
  }

  #wholeOf(file: FileFlow, depth: number): readonly Target[] {
    const whole = file.exports['='];
    if (whole !== undefined) return this.targetsOf(file, whole, depth);
    return [
      { kind: 'object', file, thing: { kind: 'object', members: file.exports, parents: [] } },
    ];
  }

  #memberOf(of: Target, name: string, depth: number): readonly Target[] {
    switch (of.kind) {
      case 'package':
        return [name === 'default' ? of : { ...of, names: [...of.names, name] }];
      case 'script':
        return [of];
      case 'function':
        return /^(call|apply)$/.test(name) ? [of] : [];
      case 'object': {
        const own = of.thing.members[name];
        if (own !== undefined) return this.targetsOf(of.file, own, depth);
        return of.thing.parents.flatMap((parent) =>
          this.targetsOf(of.file, parent, depth).flatMap((one) =>
            this.#memberOf(one, name, depth + 1),
          ),
        );
      }
    }
  }

  #resultOf(of: Target, depth: number): readonly Target[] {
    if (of.kind !== 'function') return [of];
    const called = of.file.functions[of.number];
    return (called?.returnsThings ?? []).flatMap((thing) => this.targetsOf(of.file, thing, depth));
  }

  #ofType(file: FileFlow, type: string, depth: number): readonly Target[] {
    const own = file.classes[type];
    if (own !== undefined) return this.targetsOf(file, own, depth);
    const from = file.imports[type];
    return from === undefined ? [] : this.#imported(file, from, depth);
  }
}

function madeWith(target: Target, { redacts, host }: Settings): Target {
  return target.kind === 'package' ? { ...target, ...present({ redacts, host }) } : target;
}

/** The function that a target is, if it is one: a class's is its constructor. */
export function functionsOf(
  targets: readonly Target[],
  call: FlowCall,
): readonly { readonly file: FileFlow; readonly number: number }[] {
  return targets.flatMap((target) => {
    if (target.kind === 'function') return [{ file: target.file, number: target.number }];
    if (target.kind !== 'object' || !call.isNew) return [];
    const made = target.thing.members['constructor'];
    const thing = made === undefined ? undefined : target.file.things[made];
    return thing?.kind === 'function' ? [{ file: target.file, number: thing.function }] : [];
  });
}

function distinct(targets: readonly Target[]): readonly Target[] {
  const seen = new Map<unknown, Target>();
  for (const target of targets) {
    switch (target.kind) {
      case 'function':
        seen.set(`${target.number} ${target.file.path}`, target);
        break;
      case 'object':
        seen.set(target.thing, target);
        break;
      case 'package':
        seen.set(`${target.name} ${target.names.join('.')}`, target);
        break;
      case 'script':
        seen.set(target.name, target);
        break;
    }
  }
  return [...seen.values()];
}
