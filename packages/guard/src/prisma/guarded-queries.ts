import { AsyncLocalStorage } from 'node:async_hooks';
import { Prisma } from '@prisma/client/extension';
import { modelsOf } from '@troth/envelope';
import type { Guard } from '../guard.ts';
import { currentScope, type Scope } from '../scope.ts';
import { checkQuery } from './check-query.ts';
import { maskedRow, type Masked } from './masked.ts';
import { Plans } from './plans.ts';
import type { Classified } from './touched.ts';

/** Whether the query in hand was asked for by `findManyMasked`. */
const masking = new AsyncLocalStorage<true>();

type MaskedRows<Model, Args> = Promise<Masked<Prisma.Result<Model, Args, 'findMany'>[number]>[]>;

/**
 * A Prisma client that touches personal data only as the purpose of the current work allows, by what
 * the bundle's data map says of each column. `findManyMasked` reads with personal values hidden.
 * Raw SQL cannot be read: it needs `within({ holding: [...] }, …)` around it.
 */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- what it adds to each model is inferred
export function guardedQueries(guard: Guard) {
  return Prisma.defineExtension((client) => {
    const plans = new Plans(guard, modelsOf(client));
    return client.$extends({
      name: 'troth-guarded-queries',
      model: {
        $allModels: {
          findManyMasked<Model, Args>(
            this: Model,
            args?: Prisma.Exact<Args, Prisma.Args<Model, 'findMany'>>,
          ): MaskedRows<Model, Args> {
            const context: unknown = Prisma.getExtensionContext(this);
            // The model that the method stands on: Prisma gives each one `findMany`.
            // oxlint-disable-next-line typescript/no-unsafe-type-assertion
            const reader = context as { findMany(asked: unknown): MaskedRows<Model, Args> };
            return masking.run(true, async () => reader.findMany(args));
          },
        },
      },
      query: {
        // Not `async`: each promise more is a turn of the event loop for every query.
        $allOperations({ model, operation, args, query }) {
          const scope = currentScope();
          const isMasked = masking.getStore() === true;
          const asked =
            model === undefined ? rawQuery(operation, scope) : plans.of(model, operation, args);
          const logging = checkQuery(guard, isMasked ? { ...asked, masked: true } : asked, scope);
          const answered = (): Promise<unknown> => {
            const answer: Promise<unknown> = query(args);
            if (model === undefined) return answer;
            if (isMasked) return answer.then((rows) => hidden(rows, model, plans.classes));
            if (scope === undefined || asked.touched.read.size === 0) return answer;
            const { classes } = plans;
            return answer.then((rows) => {
              scope.traces.addLater(() => trace(rows, model, classes, scope));
              return rows;
            });
          };
          return logging === undefined ? answered() : logging.then(answered);
        },
      },
    });
  });
}

function rawQuery(operation: string, scope: Scope | undefined) {
  const held = scope?.holding;
  const unclassified =
    held === undefined ? [`${operation}: say so with \`within({ holding }, …)\``] : [];
  return {
    where: operation,
    touched: { read: new Set(held), written: new Set<string>(), unclassified },
    masked: false,
  };
}

/** Values of classified columns are known again where they are about to leave. */
function trace(
  answer: unknown,
  name: string,
  classes: ReadonlyMap<string, Classified>,
  scope: Scope,
): void {
  if (Array.isArray(answer)) {
    for (const row of answer) trace(row, name, classes, scope);
    return;
  }
  const known = classes.get(name);
  if (known === undefined || typeof answer !== 'object' || answer === null) return;
  for (const [field, value] of Object.entries(answer)) {
    const relation = known.model.fields.get(field)?.relation;
    if (relation !== undefined) trace(value, relation, classes, scope);
    else if (typeof value === 'string') scope.traces.add(value, known.fields.get(field) ?? []);
  }
}

function hidden(answer: unknown, name: string, classes: ReadonlyMap<string, Classified>): unknown {
  if (Array.isArray(answer)) return answer.map((row) => hidden(row, name, classes));
  const known = classes.get(name);
  if (known === undefined || typeof answer !== 'object' || answer === null) return answer;
  const fields = [...known.fields].flatMap(([field, data]) => (data.length > 0 ? [field] : []));
  const inner = Object.entries(answer).map(([field, value]) => {
    const relation = known.model.fields.get(field)?.relation;
    return [field, relation === undefined ? value : hidden(value, relation, classes)] as const;
  });
  return maskedRow(Object.fromEntries(inner), new Set(fields));
}
