import type { Explanation } from '../explanation.ts';
import type { Colors } from '../terminal.ts';
import { plural } from './diagnostics.ts';
import { statusText } from './enforcement.ts';

/** One clause for a person, from the sentence to the code. */
export function explanationText(explanation: Explanation, colors: Colors): string {
  const { clause, sentence, file, line, rules, findings, tests, history } = explanation;
  const heading = (words: string): string => colors.bold(words);
  return [
    `${heading(clause.id)} ${colors.dim(`${file}:${line}`)}`,
    `  “${sentence}”`,
    '',
    heading('Rules'),
    ...(rules.length === 0
      ? [`  none: ${clause.informational ?? `to be written by ${clause.todo ?? 'nobody yet'}`}`]
      : rules.map((rule) => `  ${rule}`)),
    ...clause.exceptTo.map((id) => `  an exception to ${id}`),
    ...clause.narrows.map((id) => `  narrows ${id}`),
    '',
    heading('Kept by'),
    ...keptBy(explanation, colors),
    '',
    heading('In the code'),
    ...(findings.length === 0
      ? ['  no place below the working directory breaks it']
      : [
          `  ${plural(findings.length, 'place')}`,
          ...findings.map(
            ({ at, rule, message, status }) =>
              `  ${colors.cyan(`${at.file}:${at.line}:${at.column}`)} ${status} ${rule}: ${message}`,
          ),
        ]),
    '',
    heading('Policy tests'),
    ...(tests.length === 0
      ? ['  none names it']
      : tests.map(({ name, file: at, line: from, ok }) => {
          const verdict = ok ? 'holds' : colors.red('fails');
          return `  ${verdict} ${name} ${colors.dim(`${at}:${from}`)}`;
        })),
    '',
    heading('History of its file'),
    ...(history.length === 0
      ? ['  no commit yet']
      : history.map(
          ({ commit, date, author, subject }) =>
            `  ${date} ${commit.slice(0, 9)} ${author}: ${subject}`,
        )),
    '',
  ].join('\n');
}

function keptBy({ enforcement }: Explanation, colors: Colors): readonly string[] {
  const { status, enforcedBy, missing, remainder, acknowledged } = enforcement;
  return [
    `  ${statusText(status, colors).trimEnd()}`,
    ...enforcedBy.flatMap(({ id, kind, test }) => [
      `  ${kind.padEnd(7)} ${id}`,
      `          ${colors.dim(`proved by ${test.file} > ${test.title}`)}`,
    ]),
    ...missing.map((words) => `  ${colors.red('lacks')} ${words}`),
    ...remainder.map((words) => `  ${colors.dim('not covered:')} ${words}`),
    ...(acknowledged === undefined
      ? []
      : [`  acknowledged until ${acknowledged.until}: ${acknowledged.because}`]),
  ];
}
