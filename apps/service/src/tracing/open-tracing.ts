import type { Config } from '../config.ts';
import type { ExporterOptions } from './otlp-exporter.ts';
import { NoTracing } from './tracing.ts';
import type { Tracing } from './tracing.ts';

/** Without a collector nothing of OpenTelemetry is even loaded. */
export async function openTracing(
  { otlp }: Pick<Config, 'otlp'>,
  options: ExporterOptions,
): Promise<Tracing> {
  if (otlp === undefined) return new NoTracing();
  const { OtlpTracing } = await import('./otlp-tracing.ts');
  return new OtlpTracing(otlp, options);
}
