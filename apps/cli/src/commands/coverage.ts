import type { ClauseEnforcement, Enforcement, Mechanism } from '@troth/enforcement';
import { resolve } from 'node:path';
import type { CommandSpec } from '../command.ts';
import { enforcementNow, readEvidence } from '../enforcement.ts';
import { formatOption, optionalText, policyOption, text } from '../options.ts';
import { loadSoundProject } from '../project.ts';
import { enforcedByJson, statusText } from '../reporters/enforcement.ts';
import { plural } from '../reporters/diagnostics.ts';
import { json } from '../reporters/json.ts';
import type { Colors } from '../terminal.ts';

export const coverage: CommandSpec = {
  name: 'coverage',
  summary: 'say of every clause what keeps it, and which test proves that',
  description:
    'A clause is enforced when every mechanism that its rules need is there, evidenced when people ' +
    'keep it and the proof is fresh, informational when it states no rule, and else a gap. Unknown is ' +
    'a gap. Fails on a gap that policy.yaml does not acknowledge.',
  examples: [
    ['troth coverage', 'every clause, gaps with what is missing'],
    [
      'troth coverage --evidence evidence.json',
      'with the evidence the service holds (GET /v1/evidence)',
    ],
    ['troth coverage --format json', 'for a program'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json']).option(
      '--evidence <file>',
      'evidence on file, as JSON',
    );
  },
  run: async ({ options }, terminal) => {
    const { policy } = await loadSoundProject(text(options, 'policy'), terminal.cwd);
    const file = optionalText(options, 'evidence');
    const evidence = file === undefined ? [] : await readEvidence(resolve(terminal.cwd, file));
    const found = enforcementNow(policy, evidence, terminal.now());
    if (text(options, 'format') === 'json') terminal.out(json(coverageJson(found)));
    else terminal.out(coverageText(found, terminal.colors));
    return found.gaps.every(({ acknowledged }) => acknowledged) ? 0 : 1;
  },
};

function coverageJson({ clauses, gaps }: Enforcement): unknown {
  return {
    clauses: clauses.map(({ enforcedBy, ...clause }) => ({
      ...clause,
      enforcedBy: enforcedBy.map(enforcedByJson),
    })),
    gaps,
  };
}

function coverageText({ clauses, gaps }: Enforcement, colors: Colors): string {
  const width = Math.max(...clauses.map(({ id }) => id.length));
  const lines = clauses.flatMap((clause) => clauseLines(clause, width, colors));
  const counts = (['enforced', 'evidenced', 'informational'] as const).map(
    (status) => `${clauses.filter((clause) => clause.status === status).length} ${status}`,
  );
  const open = gaps.filter(({ acknowledged }) => !acknowledged).length;
  const verdict = open === 0 ? colors.green('ok') : colors.red('failed');
  const known = gaps.length - open;
  return `${lines.join('\n')}\n\n${verdict} ${counts.join(', ')}, ${plural(gaps.length, 'gap')} (${known} acknowledged, ${open} not)\n`;
}

function clauseLines(clause: ClauseEnforcement, width: number, colors: Colors): readonly string[] {
  const indent = ' '.repeat(16);
  const by = clause.enforcedBy.map(({ id, kind }: Mechanism) => `${kind} ${id}`).join(', ');
  return [
    `${statusText(clause.status, colors)} ${clause.id.padEnd(width)} ${colors.dim(by)}`.trimEnd(),
    ...clause.missing.map((missing) => `${indent}${colors.dim('lacks')} ${missing}`),
    ...clause.remainder.map((remainder) => `${indent}${colors.dim('not covered:')} ${remainder}`),
    ...(clause.acknowledged === undefined
      ? []
      : [
          `${indent}${colors.dim(`acknowledged until ${clause.acknowledged.until}:`)} ${clause.acknowledged.because}`,
        ]),
  ];
}
