type Labels = Readonly<Record<string, string>>;

/** Counts up, without its labels being written out each time. */
export interface Counter {
  add(by?: number): void;
}

/** Takes durations in seconds. */
export interface Histogram {
  observe(seconds: number): void;
}

interface Metric {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly values: Map<string, { value: number }>;
}

/** Upper bounds in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Observed {
  readonly name: string;
  readonly labels: Labels;
  /** By bucket, each observation in the smallest that it fits. */
  readonly counts: readonly number[];
  readonly sum: number;
  readonly count: number;
}

/** Counters, gauges and histograms in the text format of Prometheus 0.0.4. Labels never hold personal data. */
export class Metrics {
  readonly #metrics = new Map<string, Metric>();
  readonly #histograms: Observed[] = [];

  count(name: string, help: string, labels: Labels = {}, by = 1): void {
    this.counter(name, help, labels).add(by);
  }

  counter(name: string, help: string, labels: Labels = {}): Counter {
    const { values } = this.#metric(name, help, 'counter');
    const key = name + labelText(labels);
    const cell = values.get(key) ?? { value: 0 };
    values.set(key, cell);
    return {
      add: (by = 1) => {
        cell.value += by;
      },
    };
  }

  gauge(name: string, help: string, value: number, labels: Labels = {}): void {
    this.#metric(name, help, 'gauge').values.set(name + labelText(labels), { value });
  }

  histogram(name: string, help: string, labels: Labels = {}): Histogram {
    this.#metric(name, help, 'histogram');
    const counts = BUCKETS.map(() => 0);
    const made = { name, labels, counts, sum: 0, count: 0 };
    this.#histograms.push(made);
    return {
      observe: (seconds) => {
        const place = BUCKETS.findIndex((bound) => seconds <= bound);
        if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
        made.sum += seconds;
        made.count += 1;
      },
    };
  }

  value(name: string, labels: Labels = {}): number {
    return this.#metrics.get(name)?.values.get(name + labelText(labels))?.value ?? 0;
  }

  text(): string {
    const lines: string[] = [];
    for (const [name, metric] of this.#metrics) {
      lines.push(`# HELP ${name} ${metric.help}`, `# TYPE ${name} ${metric.type}`);
      for (const [sample, { value }] of metric.values) lines.push(`${sample} ${value}`);
      for (const each of this.#histograms) if (each.name === name) lines.push(...linesOf(each));
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

/** Buckets are cumulative in this format. */
function linesOf({ name, labels, counts, sum, count }: Observed): readonly string[] {
  let below = 0;
  const buckets = counts.map((within, place) => {
    below += within;
    return `${name}_bucket${labelText({ ...labels, le: String(BUCKETS[place]) })} ${below}`;
  });
  return [
    ...buckets,
    `${name}_bucket${labelText({ ...labels, le: '+Inf' })} ${count}`,
    `${name}_sum${labelText(labels)} ${sum}`,
    `${name}_count${labelText(labels)} ${count}`,
  ];
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
