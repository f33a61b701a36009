import type { FileFlow, FlowRoot, FlowValue } from './file-flow.ts';
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
  const { root, file, key, at } = value;
  if (root?.kind !== 'result') return [value];
  const made = depth > deepest ? undefined : madeBy({ root, file }, linker, depth);
  if (made === undefined) return named(value);
  const given = made.given.map((one) => ({ ...one, key, at }));
  if (made.isPassed) return given;
  if (given.length === 0) return named(value);
  // A name says less than what it is made of, and more than a name further in.
  return [...(made.isMade ? [] : named(value)), ...given];
}

/** What a call gives, wherever it is used. */
export interface Made {
  readonly given: readonly LinkedValue[];
  /** It is what the call is given, handed on by something outside the program. */
  readonly isPassed: boolean;
  /** Some of it is the function's own, or of a type that is known. */
  readonly isMade: boolean;
}

interface Result {
  readonly root: FlowRoot;
  readonly file: FileFlow;
}

/** One call may be asked for by a thousand values: what it gives is worked out once for each depth. */
function madeBy(result: Result, linker: Linker, depth: number): Made | undefined {
  const { root, file } = result;
  const key = [depth, root.of, root.passes === true, root.below.join('.')].join(' ');
  const known = linker.made.get(file) ?? new Map<string, Made | undefined>();
  linker.made.set(file, known);
  if (!known.has(key)) known.set(key, workedOut(result, linker, depth));
  return known.get(key);
}

function workedOut({ root, file }: Result, linker: Linker, depth: number): Made | undefined {
  const call = file.calls[root.of];
  if (call === undefined) return undefined;
  const functions = functionsOf(linker.targetsOf(file, call.callee), call);
  if (functions.length === 0) {
    if (root.passes === undefined) return undefined;
    const handedOn = call.arguments.flat().map((one) => ({ ...one, key: [], file }));
    const given = handedOn.flatMap((one) => resolved(one, linker, depth + 1));
    return { given, isPassed: true, isMade: false };
  }
  let isMade = false;
  const given = functions.flatMap((called) => {
    const { returns } = called.file.functions[called.number] ?? { returns: [] };
    return returns
      .flatMap((one) => below({ ...one, file: called.file }, root.below))
      .flatMap((one) => resolved(one, linker, depth + 1))
      .flatMap((one) => {
        isMade ||= one.root?.of === called.number || one.type !== undefined;
        return substituted(one, called.number, { file, call: call.arguments });
      })
      .flatMap((one) => (one.file === file ? resolved(one, linker, depth + 1) : [one]));
  });
  return { given: given.slice(0, most), isPassed: false, isMade };
}

/** The value by its own name alone. */
function named(value: LinkedValue): readonly LinkedValue[] {
  const { path, at, key, file, type, only } = value;
  return path.length === 0 ? [] : [{ path, at, key, file, ...present({ type, only }) }];
}

interface Asking {
  /** Where the call stands. */
  readonly file: FileFlow;
  readonly call: readonly (readonly FlowValue[])[];
}

/** A parameter of the function that was called stands for what the call gives it. */
function substituted(
  one: LinkedValue,
  called: number,
  { file, call }: Asking,
): readonly LinkedValue[] {
  const { root, ...rest } = one;
  if (root === undefined || root.kind !== 'parameter' || root.of !== called) return [rest];
  return call
    .slice(root.index, root.isRest === true ? undefined : root.index + 1)
    .flat()
    .flatMap((given) => below({ ...given, file }, root.below));
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
