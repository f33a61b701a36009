import type { FileFlow, FlowValue } from './file-flow.ts';
import type { Linker } from './linker.ts';
import { functionsOf } from './linker.ts';
import { present } from './present.ts';

/** A value, in the words of the file it stands in. */
export interface LinkedValue extends FlowValue {
  readonly file: FileFlow;
}

const deepest = 8;
const most = 40;

/**
 * What a value is, seen through the functions that give it: rows of a query in another file, or what
 * that function was itself given. What is left has no root, or a parameter of the function it stands in.
 */
export function resolved(value: LinkedValue, linker: Linker, depth = 0): readonly LinkedValue[] {
  const { root, file } = value;
  if (root?.kind !== 'result') return [value];
  if (depth > deepest) return named(value);
  const call = file.calls[root.of];
  if (call === undefined) return named(value);
  const functions = functionsOf(linker.targetsOf(file, call.callee), call);
  if (functions.length === 0) {
    if (root.passes === undefined) return named(value);
    return call.arguments
      .flat()
      .flatMap((one) =>
        resolved({ ...one, key: value.key, at: value.at, file }, linker, depth + 1),
      );
  }
  let isMade = false;
  const given = functions.flatMap((called) => {
    const { returns } = called.file.functions[called.number] ?? { returns: [] };
    return returns
      .flatMap((one) => below({ ...one, file: called.file }, root.below))
      .flatMap((one) => resolved(one, linker, depth + 1))
      .flatMap((one) => {
        isMade ||= one.root?.of === called.number || one.type !== undefined;
        return substituted(one, called.number, { value, call: call.arguments });
      })
      .flatMap((one) => (one.file === file ? resolved(one, linker, depth + 1) : [one]));
  });
  if (given.length === 0) return named(value);
  // A name says less than what it is made of, and more than a name further in.
  return [...(isMade ? [] : named(value)), ...given.slice(0, most)];
}

/** The value by its own name alone. */
function named(value: LinkedValue): readonly LinkedValue[] {
  const { path, at, key, file, type, only } = value;
  return path.length === 0 ? [] : [{ path, at, key, file, ...present({ type, only }) }];
}

interface Asking {
  readonly value: LinkedValue;
  readonly call: readonly (readonly FlowValue[])[];
}

/** A parameter of the function that was called stands for what the call gives it. */
function substituted(
  one: LinkedValue,
  called: number,
  { value, call }: Asking,
): readonly LinkedValue[] {
  const { root, ...rest } = one;
  const place = { key: value.key, at: value.at };
  if (root === undefined || root.kind !== 'parameter' || root.of !== called) {
    return [{ ...rest, ...place }];
  }
  return call
    .slice(root.index, root.isRest === true ? undefined : root.index + 1)
    .flat()
    .flatMap((given) => below({ ...given, file: value.file }, root.below))
    .map((given) => ({ ...given, ...place }));
}

/** What stands at a path of a value, by the keys it is built with; nothing when it is another part. */
export function below<T extends FlowValue>(value: T, path: readonly string[]): readonly T[] {
  const { key } = value;
  const shared = Math.min(key.length, path.length);
  if (key.slice(0, shared).some((name, index) => name !== path[index])) return [];
  const rest = path.slice(key.length);
  if (rest.length === 0) return [value];
  const root = value.root && { root: { ...value.root, below: [...value.root.below, ...rest] } };
  return [{ ...value, path: [...value.path, ...rest], ...root }];
}
