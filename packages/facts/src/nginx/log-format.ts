import type { LineIndex } from '@troth/diagnostics';

import type { DataSentFact, SentValue } from '../facts.ts';
import type { Directive } from './read-nginx.ts';

/** The variables that a log's format writes down, by the names that they have elsewhere. */
export function logFacts({ name, args }: Directive, lines: LineIndex): readonly DataSentFact[] {
  const [format, ...parts] = args;
  if (name !== 'log_format' || format === undefined) return [];
  const values = parts.flatMap(({ text, start, end }) =>
    [...text.matchAll(/\$\{?(\w+)/g)].map(({ 1: variable = '' }): SentValue => ({
      path: [plainName(variable)],
      at: lines.span(start, end),
    })),
  );
  const at = lines.span(format.start, format.end);
  const subject = `nginx log_format ${format.text}`;
  return [
    { kind: 'data-sent', at, subject, sink: { kind: 'log', name: 'nginx' }, values, hops: [] },
  ];
}

/** @see https://nginx.org/en/docs/varindex.html */
function plainName(variable: string): string {
  const own = { remote_user: 'username', binary_remote_addr: 'remote_addr' }[variable];
  return own ?? variable.replace(/^(http|arg|cookie)_/, '');
}
