import type { ClauseEnforcement, Enforcement, Evidence, Mechanism } from '@troth/enforcement';
import type { CommandSpec } from '../command.ts';
import { enforcementNow, evidenceNamed } from '../enforcement.ts';
import { explanationsOf } from '../explanation.ts';
import { formatOption, optionalText, policyOption, text } from '../options.ts';
import { print } from '../print.ts';
import type { SoundProject } from '../project.ts';
import { loadSoundProject } from '../project.ts';
import { enforcedByJson, statusText } from '../reporters/enforcement.ts';
import { plural } from '../reporters/diagnostics.ts';
import { json } from '../reporters/json.ts';
import { coveragePage } from '../reporters/trace-html.ts';
import type { Colors, Terminal } from '../terminal.ts';

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
    [
      'troth coverage --format html --out coverage.html',
      'every clause from sentence to test and commit, as one page to open',
    ],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json', 'html'])
      .option('--evidence <file>', 'evidence on file, as JSON')
      .option('--out <file>', 'file to write to, instead of standard output');
  },
  run: async ({ options }, terminal) => {
    const project = await loadSoundProject(text(options, 'policy'), terminal.cwd);
    const evidence = await evidenceNamed(optionalText(options, 'evidence'), terminal.cwd);
    const found = enforcementNow(project.policy, evidence, terminal.now());
    const asked = { format: text(options, 'format'), project, evidence, terminal };
    await print(await inFormat(found, asked), { out: optionalText(options, 'out'), terminal });
    return found.gaps.every(({ acknowledged }) => acknowledged) ? 0 : 1;
  },
};

interface Asked {
  readonly format: string;
  readonly project: SoundProject;
  readonly evidence: readonly Evidence[];
  readonly terminal: Terminal;
}

async function inFormat(
  found: Enforcement,
  { format, project, evidence, terminal }: Asked,
): Promise<string> {
  switch (format) {
    case 'json':
      return json(coverageJson(found));
    case 'html': {
      const { policy } = project;
      const explained = await explanationsOf(policy.clauses, project, evidence, terminal);
      return coveragePage(explained, { policy, now: terminal.now() });
    }
    default:
      return coverageText(found, terminal.colors);
  }
}

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
