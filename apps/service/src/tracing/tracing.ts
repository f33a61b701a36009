import type { FastifyInstance } from 'fastify';

/** What a span may say: counts, words of ours and patterns, never a value that somebody sent. */
export interface SpanFields {
  readonly name: string;
  readonly kind: 'internal' | 'client';
  readonly attributes?: Readonly<Record<string, string | number>>;
}

/** Spans around work, where a collector is named. Where none is, there is only the work. */
export abstract class Tracing {
  abstract readonly isOn: boolean;
  /** A span inside the one that is open, or a trace of its own. */
  abstract within<T>(fields: SpanFields, work: () => Promise<T>): Promise<T>;
  /** The same, and no span where none is open: what asks all day by itself would drown the rest. */
  abstract inside<T>(fields: SpanFields, work: () => Promise<T>): Promise<T>;
  /** A span for each request from here on; after `traceRequests`. */
  abstract watch(server: FastifyInstance): void;
  /** Sends what is not sent yet. */
  abstract flush(): Promise<void>;
  /** The same, and no more after that. */
  abstract stop(): Promise<void>;
}

export class NoTracing extends Tracing {
  override readonly isOn = false;

  override within<T>(_: SpanFields, work: () => Promise<T>): Promise<T> {
    return work();
  }

  override inside<T>(_: SpanFields, work: () => Promise<T>): Promise<T> {
    return work();
  }

  override watch(): void {
    // No hook, no cost.
  }

  override flush(): Promise<void> {
    return Promise.resolve();
  }

  override stop(): Promise<void> {
    return Promise.resolve();
  }
}
