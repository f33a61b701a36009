import 'reflect-metadata';
import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Action, DecisionContext } from '@troth/decisions';
import type { AnsweredRight, Mode } from '../scope.ts';

export const PURPOSE = 'troth:purpose';
export const RIGHT = 'troth:right';
export const MODE = 'troth:mode';
export const USES = 'troth:uses';
export const ANSWERS = 'troth:answers';
const DATA = 'troth:data';
const HOLDS = 'troth:holds';

/** Something that a handler does beyond its queries, asked for before it runs. */
export interface Use {
  readonly action: Action;
  readonly data: readonly string[];
  readonly recipient?: string;
  /** What the handler itself sees to: `{ aggregate: true, groupSize: 20 }`. */
  readonly context?: DecisionContext;
}

/** A class whose fields say by `@Data` what they hold. */
export type DataClass = abstract new (...args: never[]) => object;

/** What the handler, or each handler of the class, is for: a purpose of the policy. */
export const Purpose = (purpose: string): CustomDecorator => SetMetadata(PURPOSE, purpose);

/** The handler answers a right of the subject: what the clause that grants it covers may be read for them. */
export const Answering = (right: AnsweredRight): CustomDecorator => SetMetadata(RIGHT, right);

/** `report` while an existing route is being brought under the policy; never counts as enforced. */
export const GuardMode = (mode: Mode): CustomDecorator => SetMetadata(MODE, mode);

/** The shape of the answer: fields the purpose may not use are taken out, or masked where a clause says so. */
export const Answers = (shape: DataClass): CustomDecorator => SetMetadata(ANSWERS, shape);

/** Decided before the handler runs. May stand several times. */
export function Uses(use: Use): MethodDecorator {
  return (_target, _name, descriptor) => {
    const { value } = descriptor;
    if (typeof value !== 'function') throw new Error('@Uses stands above a handler');
    const before: unknown = Reflect.getMetadata(USES, value);
    const uses: unknown[] = Array.isArray(before) ? before : [];
    Reflect.defineMetadata(USES, [use, ...uses], value);
  };
}

/** What a field of a body or an answer holds: categories of the policy. */
export function Data(...categories: readonly string[]): PropertyDecorator {
  return (target, name) => {
    const fields = new Map(dataOf(target.constructor));
    fields.set(String(name), categories);
    Reflect.defineMetadata(DATA, fields, target.constructor);
  };
}

/** Categories by field, of the class and those it extends. */
export function dataOf(shape: unknown): ReadonlyMap<string, readonly string[]> {
  if (typeof shape !== 'function') return new Map();
  const found: unknown = Reflect.getMetadata(DATA, shape);
  return isFields(found) ? found : new Map<string, readonly string[]>();
}

/** The field holds objects of that class, one or a list: what their fields hold counts too. */
export function Holds(shape: () => DataClass): PropertyDecorator {
  return (target, name) => {
    Reflect.defineMetadata(HOLDS, shape, target, name);
  };
}

/** The class of what a field holds. */
export function shapeHeldBy(shape: unknown, field: string): unknown {
  if (typeof shape !== 'function') return undefined;
  const prototype: unknown = Reflect.get(shape, 'prototype');
  if (typeof prototype !== 'object' || prototype === null) return undefined;
  const held: unknown = Reflect.getMetadata(HOLDS, prototype, field);
  return typeof held === 'function' ? Reflect.apply(held, undefined, []) : undefined;
}

function isFields(value: unknown): value is ReadonlyMap<string, readonly string[]> {
  return value instanceof Map;
}
