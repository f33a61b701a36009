import type { FileFlow, FlowCall, Settings, Thing } from './file-flow.ts';
import type { ModuleResolver } from './module-resolver.ts';
import { moduleName } from '../typescript/modules.ts';

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

/** Follows names from file to file. */
export interface Linker {
  readonly targetsOf: (file: FileFlow, thing: number | undefined) => readonly Target[];
  readonly exported: (from: FileFlow, module: string, name: string) => Exported | undefined;
}

/** A name as another file has it; without a thing when it is only a type. */
export interface Exported {
  readonly file: FileFlow;
  readonly name: string;
  readonly thing?: number;
}

const deepest = 24;
const most = 6;

export function linkerOf(flows: readonly FileFlow[], resolve: ModuleResolver): Linker {
  const byPath = new Map(flows.map((flow) => [flow.path, flow]));
  const known = new Map<FileFlow, Map<number, readonly Target[]>>();
  const modules = new Map<string, FileFlow | undefined>();

  function moduleAt(from: FileFlow, specifier: string): FileFlow | undefined {
    const key = `${from.path}\n${specifier}`;
    if (!modules.has(key)) {
      const path = resolve(from.path, specifier);
      modules.set(key, path === undefined ? undefined : byPath.get(path));
    }
    return modules.get(key);
  }

  function exported(from: FileFlow, module: string, name: string, depth = 0): Exported | undefined {
    const file = moduleAt(from, module);
    return file === undefined || depth > deepest ? undefined : exportOf(file, name, depth);
  }

  function exportOf(file: FileFlow, name: string, depth: number): Exported | undefined {
    const thing = file.exports[name] ?? (name === 'default' ? file.exports['='] : undefined);
    if (thing !== undefined) return passed(file, thing, depth) ?? { file, name, thing };
    if (file.types.some((type) => type.name === name)) return { file, name };
    const imported = file.imports[name];
    if (imported !== undefined) {
      return exported(file, imported.module, imported.name, depth + 1);
    }
    for (const module of file.passedOn) {
      const found = exported(file, module, name, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What is exported as it was imported is the other file's. */
  function passed(file: FileFlow, at: number, depth: number): Exported | undefined {
    const thing = file.things[at];
    return thing?.kind === 'import'
      ? exported(file, thing.module, thing.name, depth + 1)
      : undefined;
  }

  function targetsOf(file: FileFlow, thing: number | undefined, depth = 0): readonly Target[] {
    if (thing === undefined || depth > deepest) return [];
    const ofFile = known.get(file) ?? new Map<number, readonly Target[]>();
    known.set(file, ofFile);
    const before = ofFile.get(thing);
    if (before !== undefined) return before;
    // A circle ends with nothing.
    ofFile.set(thing, []);
    const targets = distinct(targetsOfThing(file, thing, depth + 1)).slice(0, most);
    ofFile.set(thing, targets);
    return targets;
  }

  function targetsOfThing(file: FileFlow, at: number, depth: number): readonly Target[] {
    const thing = file.things[at];
    switch (thing?.kind) {
      case 'function':
        return [{ kind: 'function', file, number: thing.function }];
      case 'object':
        return [{ kind: 'object', file, thing }];
      case 'import':
        return imported(file, thing, depth);
      case 'global':
        return [{ kind: 'script', name: thing.name }];
      case 'member':
        return targetsOf(file, thing.of, depth).flatMap((of) => memberOf(of, thing.name, depth));
      case 'result':
        return targetsOf(file, thing.of, depth)
          .flatMap((of) => resultOf(of, depth))
          .map((of) => madeWith(of, thing));
      case 'typed':
        return ofType(file, thing.type, depth);
      case 'either':
        return thing.of.flatMap((one) => targetsOf(file, one, depth));
      case undefined:
        return [];
    }
  }

  function imported(
    file: FileFlow,
    { module, name }: { readonly module: string; readonly name: string },
    depth: number,
  ): readonly Target[] {
    const there = moduleAt(file, module);
    if (there === undefined) {
      const found = moduleName(module);
      if (found.kind !== 'package') return [];
      return [
        {
          kind: 'package',
          name: found.name,
          names: name === '*' || name === 'default' ? [] : [name],
        },
      ];
    }
    if (name === '*') return wholeOf(there, depth);
    const found = exportOf(there, name, depth);
    if (found?.thing !== undefined) return targetsOf(found.file, found.thing, depth);
    return passedPackages(there, name, depth);
  }

  /** `export * from 'posthog-node'` in a workspace: a name it does not have is the package's. */
  function passedPackages(file: FileFlow, name: string, depth: number): readonly Target[] {
    if (depth > deepest) return [];
    return file.passedOn.flatMap((module) => {
      const next = moduleAt(file, module);
      if (next !== undefined) return passedPackages(next, name, depth + 1);
      return imported(file, { module, name }, depth);
    });
  }

  function wholeOf(file: FileFlow, depth: number): readonly Target[] {
    const whole = file.exports['='];
    if (whole !== undefined) return targetsOf(file, whole, depth);
    return [
      { kind: 'object', file, thing: { kind: 'object', members: file.exports, parents: [] } },
    ];
  }

  function memberOf(of: Target, name: string, depth: number): readonly Target[] {
    switch (of.kind) {
      case 'package':
        return [name === 'default' ? of : { ...of, names: [...of.names, name] }];
      case 'script':
        return [of];
      case 'function':
        return /^(call|apply)$/.test(name) ? [of] : [];
      case 'object': {
        const own = of.thing.members[name];
        if (own !== undefined) return targetsOf(of.file, own, depth);
        return of.thing.parents.flatMap((parent) =>
          targetsOf(of.file, parent, depth).flatMap((one) => memberOf(one, name, depth + 1)),
        );
      }
    }
  }

  function resultOf(of: Target, depth: number): readonly Target[] {
    if (of.kind !== 'function') return [of];
    const called = of.file.functions[of.number];
    return (called?.returnsThings ?? []).flatMap((thing) => targetsOf(of.file, thing, depth));
  }

  function ofType(file: FileFlow, type: string, depth: number): readonly Target[] {
    const own = file.classes[type];
    if (own !== undefined) return targetsOf(file, own, depth);
    const from = file.imports[type];
    return from === undefined ? [] : imported(file, from, depth);
  }

  return { targetsOf: (file, thing) => targetsOf(file, thing), exported };
}

function madeWith(target: Target, { redacts, host }: Settings): Target {
  if (target.kind !== 'package') return target;
  return {
    ...target,
    ...(redacts === undefined ? {} : { redacts }),
    ...(host === undefined ? {} : { host }),
  };
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
