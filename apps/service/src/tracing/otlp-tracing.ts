import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Context, Span, SpanContext, Tracer } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { FastifyInstance } from 'fastify';
import type { OtlpConfig } from '../config.ts';
import { otlpExporter } from './otlp-exporter.ts';
import type { ExporterOptions } from './otlp-exporter.ts';
import { traceOutgoing } from './outgoing.ts';
import { spanRequests } from './request-spans.ts';
import { Tracing } from './tracing.ts';
import type { SpanFields } from './tracing.ts';

const KINDS = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT } as const;

/** Spans of this process on their way to a collector. Loaded only where one is named. */
export class OtlpTracing extends Tracing {
  override readonly isOn = true;
  readonly #provider: TracerProvider;
  readonly #tracer: Tracer;
  readonly #open = new AsyncLocalStorage<Context>();
  readonly #ignoreOutgoing: () => void;

  constructor(config: OtlpConfig, options: ExporterOptions) {
    super();
    const { endpoint, serviceName } = config;
    const exporter = otlpExporter(config, options);
    this.#provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': serviceName }),
      // Who asks decides whether it is sampled; a trace that begins here is.
      sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
      spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1000 })],
    });
    this.#tracer = this.#provider.getTracer('troth');
    this.#ignoreOutgoing = traceOutgoing(this, endpoint);
  }

  override within<T>(fields: SpanFields, work: () => Promise<T>): Promise<T> {
    const span = this.start(fields);
    return this.enter(span, () => ended(span, work));
  }

  override inside<T>(fields: SpanFields, work: () => Promise<T>): Promise<T> {
    return this.isInside() ? this.within(fields, work) : work();
  }

  /** Whether a span is open around the caller. */
  isInside(): boolean {
    return this.#open.getStore() !== undefined;
  }

  start({ name, kind, attributes = {} }: SpanFields): Span {
    const options = { kind: KINDS[kind], attributes };
    return this.#tracer.startSpan(name, options, this.#open.getStore() ?? ROOT_CONTEXT);
  }

  /** The span of a request, below the caller's where it names one. */
  startRequest(name: string, parent: SpanContext | undefined): Span {
    const context =
      parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
    return this.#tracer.startSpan(name, { kind: SpanKind.SERVER }, context);
  }

  /** Runs what belongs below a span, whatever it waits for. */
  enter<T>(span: Span, work: () => T): T {
    return this.#open.run(trace.setSpan(ROOT_CONTEXT, span), work);
  }

  override watch(server: FastifyInstance): void {
    spanRequests(server, this);
  }

  /** Never throws: the exporter has said what could not be sent. */
  override async flush(): Promise<void> {
    await this.#provider.forceFlush().catch(() => undefined);
  }

  override async stop(): Promise<void> {
    this.#ignoreOutgoing();
    // As in `flush`: a collector that is away keeps nobody from stopping.
    await this.#provider.shutdown().catch(() => undefined);
  }
}

/** An error ends it as one: its class alone, for messages repeat what was sent. */
async function ended<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}
