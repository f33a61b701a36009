import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
} from '@prisma/driver-adapter-utils';
import type { SpanFields, Tracing } from './tracing.ts';

/** The same database, each question to it a span: what kind of statement, never its text or values. */
export function tracedDatabase(
  factory: SqlDriverAdapterFactory,
  tracing: Tracing,
): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => tracedAdapter(await factory.connect(), tracing),
  };
}

function tracedAdapter(adapter: SqlDriverAdapter, tracing: Tracing): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter);
  return Object.assign(traced(adapter, tracing), {
    startTransaction: async (...args: Parameters<typeof startTransaction>) =>
      traced(await startTransaction(...args), tracing),
  });
}

function traced<T extends SqlQueryable>(queryable: T, tracing: Tracing): T {
  const queryRaw = queryable.queryRaw.bind(queryable);
  const executeRaw = queryable.executeRaw.bind(queryable);
  return Object.assign(queryable, {
    queryRaw: (query: SqlQuery) => tracing.inside(spanOf(query), () => queryRaw(query)),
    executeRaw: (query: SqlQuery) => tracing.inside(spanOf(query), () => executeRaw(query)),
  });
}

const STATEMENTS = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'WITH', 'BEGIN', 'COMMIT']);

function spanOf({ sql }: SqlQuery): SpanFields {
  const word = /^\s*([a-z]+)/i.exec(sql)?.[1]?.toUpperCase() ?? '';
  const name = STATEMENTS.has(word) ? word : 'SQL';
  const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': name };
  return { name, kind: 'client', attributes };
}
