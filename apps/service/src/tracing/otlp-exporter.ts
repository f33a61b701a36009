import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { OtlpConfig } from '../config.ts';
import type { TlsMinimum } from '../database/connection.ts';
import { describeError } from '../runtime/log.ts';
import type { Log } from '../runtime/log.ts';

const TIMEOUT_MS = 5000;

export interface ExporterOptions {
  readonly minimumTls: TlsMinimum;
  readonly log: Log;
}

/** OTLP over HTTP, JSON, by no less than the policy's TLS. What cannot be sent is counted in the log and gone. */
export function otlpExporter(
  { endpoint, headers }: OtlpConfig,
  { minimumTls, log }: ExporterOptions,
): SpanExporter {
  const inner = new OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    headers: { ...headers },
    timeoutMillis: TIMEOUT_MS,
    httpAgentOptions: { keepAlive: true, minVersion: minimumTls },
  });
  return {
    export: (spans, done) =>
      inner.export(spans, (result) => {
        if (result.error !== undefined)
          log.error('spans-not-exported', { count: spans.length, ...describeError(result.error) });
        done(result);
      }),
    shutdown: () => inner.shutdown(),
    forceFlush: () => inner.forceFlush(),
  };
}
