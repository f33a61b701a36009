import type { Known, RetentionFact } from '../../facts.ts';
import { textAt } from '../../yaml/yaml-node.ts';
import { entryAt, placeOf } from '../resource.ts';
import type { Resource, ResourceReader } from '../resource.ts';

/** How long operators keep what they are told to: topics of Kafka, backups of clusters and databases. */
export const retentionReader: ResourceReader = {
  kinds: ['KafkaTopic', 'Schedule', 'Backup', 'Cluster'],
  read: (resource) => {
    const api = textAt(resource.node, 'apiVersion') ?? '';
    return windows
      .filter((one) => one.kind === resource.kind && api.startsWith(one.api))
      .flatMap((one) => windowFact(one, resource));
  },
};

interface Window {
  readonly api: string;
  readonly kind: string;
  readonly path: readonly string[];
  readonly what: RetentionFact['what'];
  readonly days: (text: string) => Known<number | 'never'>;
  /** What the operator does when nothing is said; nothing: the window stands elsewhere. */
  readonly absent?: number | 'never';
  /** Without this nothing is kept at all. */
  readonly when?: readonly string[];
}

const windows: readonly Window[] = [
  {
    api: 'kafka.strimzi.io/',
    kind: 'KafkaTopic',
    path: ['spec', 'config', 'retention.ms'],
    what: 'log',
    days: (text) => (Number(text) < 0 ? 'never' : inDays(Number(text), 86_400_000)),
  },
  // https://velero.io/docs/main/api-types/schedule/
  { ...velero('Schedule', ['spec', 'template', 'ttl']) },
  { ...velero('Backup', ['spec', 'ttl']) },
  // https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/
  {
    api: 'postgresql.cnpg.io/',
    kind: 'Cluster',
    path: ['spec', 'backup', 'retentionPolicy'],
    what: 'backups',
    days: namedDays,
    absent: 'never',
    when: ['spec', 'backup', 'barmanObjectStore'],
  },
];

function velero(kind: string, path: readonly string[]): Window {
  return { api: 'velero.io/', kind, path, what: 'backups', days: hoursInDays, absent: 30 };
}

function windowFact(window: Window, resource: Resource): readonly RetentionFact[] {
  const { node, kind } = resource;
  if (window.when !== undefined && entryAt(node, ...window.when) === undefined) return [];
  const text = textAt(node, ...window.path);
  const days = text === undefined ? window.absent : window.days(text);
  if (days === undefined) return [];
  const place = placeOf(resource, window.path.join('.'), entryAt(node, ...window.path)?.at);
  const store = textAt(node, 'spec', 'topicName') ?? textAt(node, 'metadata', 'name');
  const fact = { kind: 'retention', ...place, resource: kind, what: window.what, days } as const;
  return [store === undefined ? fact : { ...fact, store }];
}

/** `720h0m0s`. */
function hoursInDays(text: string): Known<number> {
  const [, hours] = /^(\d+)h/.exec(text) ?? [];
  return hours === undefined ? 'unknown' : inDays(Number(hours), 24);
}

/** `30d`, `4w` and `6m`, a month of 31 days at most. */
function namedDays(text: string): Known<number> {
  const [, amount, unit = ''] = /^(\d+)([dwm])$/.exec(text) ?? [];
  const days = { d: 1, w: 7, m: 31 }[unit];
  return amount === undefined || days === undefined ? 'unknown' : Number(amount) * days;
}

function inDays(amount: number, perDay: number): Known<number> {
  return Number.isFinite(amount) ? amount / perDay : 'unknown';
}
