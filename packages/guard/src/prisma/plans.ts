import type { DataMap } from '@troth/compiler';
import type { Model } from '@troth/envelope';
import type { Guard } from '../guard.ts';
import type { Query } from './check-query.ts';
import { shapeOf } from './shape.ts';
import { classified, touchedBy, type Classified } from './touched.ts';

const MOST_PLANS = 2000;

/** What each shape of query touches by the data map in force, worked out once. */
export class Plans {
  readonly #guard: Guard;
  readonly #models: ReadonlyMap<string, Model>;
  readonly #plans = new Map<string, Query>();
  #dataMap: DataMap | undefined;
  #classes: ReadonlyMap<string, Classified>;

  constructor(guard: Guard, models: ReadonlyMap<string, Model>) {
    this.#guard = guard;
    this.#models = models;
    this.#dataMap = guard.dataMap;
    this.#classes = classified(models, this.#dataMap);
  }

  /** By the data map of the bundle in force now; with another bundle all is worked out anew. */
  get classes(): ReadonlyMap<string, Classified> {
    const { dataMap } = this.#guard;
    if (this.#dataMap !== dataMap) {
      this.#dataMap = dataMap;
      this.#classes = classified(this.#models, dataMap);
      this.#plans.clear();
    }
    return this.#classes;
  }

  of(model: string, operation: string, args: unknown): Query {
    const { classes } = this;
    const shape = shapeOf(model, args, classes);
    if (shape === undefined) return planned(model, operation, args, classes);
    const key = `${model}.${operation}${shape}`;
    const known = this.#plans.get(key);
    if (known !== undefined) return known;
    const made = planned(model, operation, args, classes);
    if (this.#plans.size >= MOST_PLANS) this.#plans.clear();
    this.#plans.set(key, made);
    return made;
  }
}

function planned(
  model: string,
  operation: string,
  args: unknown,
  classes: ReadonlyMap<string, Classified>,
): Query {
  const touched = touchedBy(model, operation, args, classes);
  return { where: `${model}.${operation}`, touched, masked: false };
}
