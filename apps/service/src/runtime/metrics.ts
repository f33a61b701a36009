type Labels = Readonly<Record<string, string>>;

interface Metric {
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly values: Map<string, number>;
}

/** Counters and gauges in the text format of Prometheus 0.0.4. Labels never hold personal data. */
export class Metrics {
  readonly #metrics = new Map<string, Metric>();

  count(name: string, help: string, labels: Labels = {}, by = 1): void {
    const { values } = this.#metric(name, help, 'counter');
    const key = labelText(labels);
    values.set(key, (values.get(key) ?? 0) + by);
  }

  gauge(name: string, help: string, value: number, labels: Labels = {}): void {
    this.#metric(name, help, 'gauge').values.set(labelText(labels), value);
  }

  value(name: string, labels: Labels = {}): number {
    return this.#metrics.get(name)?.values.get(labelText(labels)) ?? 0;
  }

  text(): string {
    const lines: string[] = [];
    for (const [name, metric] of this.#metrics) {
      lines.push(`# HELP ${name} ${metric.help}`, `# TYPE ${name} ${metric.type}`);
      for (const [labels, value] of metric.values) lines.push(`${name}${labels} ${value}`);
    }
    return `${lines.join('\n')}\n`;
  }

  #metric(name: string, help: string, type: Metric['type']): Metric {
    const known = this.#metrics.get(name);
    if (known !== undefined) return known;
    const made: Metric = { type, help, values: new Map() };
    this.#metrics.set(name, made);
    return made;
  }
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
