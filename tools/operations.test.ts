import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_FORMATS } from '@troth/compiler';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const guide = readFileSync(join(root, 'docs', 'operations.md'), 'utf8');
const alerts = readFileSync(join(root, 'ops', 'alerts.yaml'), 'utf8');
const source = sourceOf(join(root, 'apps', 'service', 'src'));

const metrics = unique(source, /'(troth_[a-z_]+)'/g).filter((name) => name !== 'troth_subjects');
const events = unique(source, /log\s*\.(?:info|error)\(\s*'([a-z-]+)'/g);

describe('docs/operations.md', () => {
  test('names every metric that the service has, and no other', () => {
    expect(unique(guide, /\b(troth_[a-z_]+)/g)).toEqual(metrics);
  });

  test('names every event that the service logs, and no other', () => {
    const table = guide.slice(guide.indexOf('| log event |'), guide.indexOf('Lines are JSON'));

    expect(unique(table, /(?:^\| |, )`([a-z-]+)`/gm)).toEqual(events);
  });

  test('says which formats of bundles are read', () => {
    expect(guide).toContain(`| service 0.1 | ${BUNDLE_FORMATS.join(', ')} |`);
    expect(guide).toContain(`| writes ${BUNDLE_FORMATS.at(-1)} |`);
  });

  test('leads only to sections that it has', () => {
    const links = unique(guide, /\]\(#([a-z0-9-]+)\)/g);

    expect(links.filter((link) => !anchors().includes(link))).toEqual([]);
  });
});

describe('ops/alerts.yaml', () => {
  // Each field is looked at below.
  const { groups } = load(alerts) as { readonly groups: readonly Group[] };
  const rules = groups.flatMap((group) => group.rules);

  test('asks only for metrics that the service has', () => {
    const asked = unique(alerts, /\b(troth_[a-z_]+?)(?:_bucket|_sum|_count)?\b(?=[{[)\s])/g);

    expect(asked.filter((name) => !metrics.includes(name))).toEqual([]);
    expect(metrics.filter((name) => !alerts.includes(name))).toEqual([]);
  });

  test.each(rules.map((rule) => [rule.alert, rule] as const))('%s is whole', (_, rule) => {
    expect(Object.keys(rule)).toEqual(
      expect.arrayContaining(['alert', 'expr', 'labels', 'annotations']),
    );
    expect(['page', 'ticket']).toContain(rule.labels.severity);
    expect(rule.annotations.summary).toMatch(/\.$/);
    expect(rule.for ?? '0s').toMatch(/^\d+[smh]$/);
    expect(unclosed(rule.expr)).toBe('');
  });

  test('leads each alert to a section of docs/operations.md', () => {
    const places = rules.map(({ annotations }) => annotations.first.split('#'));

    expect(places.filter(([file]) => file !== 'docs/operations.md')).toEqual([]);
    expect(places.filter(([, anchor]) => !anchors().includes(anchor ?? ''))).toEqual([]);
  });

  test('names no alert twice', () => {
    const names = rules.map(({ alert }) => alert);

    expect(new Set(names).size).toBe(names.length);
  });
});

interface Group {
  readonly rules: readonly Rule[];
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly first: string };
}

function unique(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found]) => found ?? ''))].toSorted();
}

/** Headings as GitHub makes them addresses. */
function anchors(): readonly string[] {
  const headings = [...guide.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading ?? '');
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

/** Brackets that nothing closes, in order; PromQL has no others. */
function unclosed(expression: string): string {
  let open = '';
  for (const sign of expression.replaceAll(/"[^"]*"/g, '')) {
    if ('([{'.includes(sign)) open += sign;
    else if (')]}'.includes(sign)) {
      const matches = '([{'[')]}'.indexOf(sign)] === open.at(-1);
      open = matches ? open.slice(0, -1) : `${open}${sign}`;
    }
  }
  return open;
}

function sourceOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => !path.startsWith('testing') && !path.startsWith('generated'))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .join('\n');
}
