import type { CompiledPolicy } from '@troth/compiler';
import { canonicalJson, formatDuration, sentenceOf, sha256 } from '@troth/compiler';
import type {
  Change,
  Decision,
  DecisionRequest,
  DeleteBy,
  EncryptAtRest,
  EncryptInTransit,
  Obligation,
  SubjectState,
  ToldExplanation,
} from '@troth/decisions';
import { compileDecider, explain, toldOf } from '@troth/decisions';
import { Option } from 'commander';
import type { CommandSpec } from '../command.ts';
import { questionFromFlags, questionFromJson, stateFromFlags } from '../decision-request.ts';
import { UsageError } from '../failures.ts';
import { collectList, formatOption, optionalText, policyOption, text } from '../options.ts';
import { loadSoundProject } from '../project.ts';
import { json } from '../reporters/json.ts';
import type { Colors } from '../terminal.ts';

export const decide: CommandSpec = {
  name: 'decide',
  summary: 'ask the policy one question: may this be done with this data?',
  description:
    'Answers as the service would, offline: nothing is recorded, and of the data subject only what ' +
    'the flags say is known. Without flags the request is JSON on standard input, one request or ' +
    '{"requests": [...]}. Exit code 0 when all is permitted, 1 when something is denied.',
  examples: [
    ['troth decide --action use --data account.email --purpose billing', 'from flags'],
    [
      'troth decide --action share --data account.email --purpose billing --recipient stripe',
      'to a recipient',
    ],
    [
      'troth decide --action use --data account.email --purpose product-updates --subject u-1 --opt-out product-updates',
      'after an opt-out',
    ],
    ['troth decide --format json < request.json', 'from standard input'],
    [
      'troth decide --explain --action use --data account.email --purpose abuse-investigation',
      'what would have had to be different',
    ],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json'])
      .option('--action <action>', 'collect, use, store, share, disclose or access')
      .option('--data <categories>', 'data categories, a,b or repeated', collectList)
      .option('--purpose <purpose>', 'what for')
      .option('--recipient <recipient>', 'to whom')
      .option('--subject <id>', 'the data subject')
      .option('--region <region>', 'where the data subject is')
      .option('--tenant <tenant>', "the data subject's tenant")
      .option('--actor <id>', 'who asks')
      .addOption(
        new Option('--actor-kind <kind>', 'what the actor is').choices(['person', 'service']),
      )
      .option('--amr <methods>', 'how the actor signed in (RFC 8176): pwd,otp', collectList)
      .option('--auth-time <instant>', 'when the actor signed in, ISO 8601')
      .option(
        '--context <key=value>',
        'what else holds, repeated: aggregate=true, kind=billing',
        collectList,
      )
      .option('--opt-out <purposes>', 'purposes the data subject has objected to', collectList)
      .option('--consent <purposes>', 'purposes the data subject has consented to', collectList)
      .option('--restricted', 'processing of the data subject is restricted')
      .option('--explain', 'say for each category why, and of a deny what would be permitted')
      .option('--at <instant>', 'the instant to decide for, ISO 8601 (default: now)');
  },
  run: async ({ options }, terminal) => {
    const fromFlags = ['action', 'data', 'purpose'].some((name) => options[name] !== undefined);
    const question = fromFlags
      ? questionFromFlags(options)
      : questionFromJson(await terminal.readInput());
    const { policy } = await loadSoundProject(text(options, 'policy'), terminal.cwd);
    const now = instantOf(optionalText(options, 'at')) ?? terminal.now();
    const state = stateFromFlags(options);
    const decider = compileDecider(policy);
    const explains = options['explain'] === true;
    const answers = question.requests.map((request): Answer => {
      const answered = answer(policy, request, decider.decide(request, state, now), state);
      const asked = { request, state, now };
      if (!explains) return answered;
      const why = explain(policy, asked, (other) =>
        decider.decide(other.request, other.state, other.now),
      );
      return { ...answered, ...toldOf(why) };
    });
    if (text(options, 'format') === 'json') {
      terminal.out(json(question.many ? { decisions: answers } : answers[0]));
    } else {
      terminal.out(answers.map((one) => decisionText(one, policy, terminal.colors)).join('\n'));
    }
    return answers.every(({ effect }) => effect === 'permit') ? 0 : 1;
  },
};

/** A decision as the API words it; `--explain` adds why. */
interface Answer extends Decision, Partial<ToldExplanation> {
  readonly policyVersion: string;
  readonly decisionId: string;
}

/** Nothing is recorded, so the id says only what was asked: the same question has the same id. */
function answer(
  policy: CompiledPolicy,
  request: DecisionRequest,
  decision: Decision,
  state: SubjectState,
): Answer {
  const asked = sha256(canonicalJson({ policy: policy.hash, request, state }));
  return { ...decision, policyVersion: policy.hash, decisionId: `offline-${asked.slice(0, 32)}` };
}

function instantOf(written: string | undefined): Date | undefined {
  if (written === undefined) return undefined;
  const instant = new Date(written);
  if (Number.isNaN(instant.getTime()))
    throw new UsageError(`--at takes an instant such as 2026-03-01T12:00:00Z, not \`${written}\``);
  return instant;
}

function decisionText(decision: Answer, policy: CompiledPolicy, colors: Colors): string {
  const effect = decision.effect === 'permit' ? colors.green('permit') : colors.red('deny');
  const clauses = decision.reasons.flatMap((id) => {
    const clause = policy.clauses.find((each) => each.id === id);
    return clause === undefined ? [] : [`  ${colors.cyan(id)}: “${sentenceOf(clause)}”`];
  });
  const duties = decision.obligations.map(
    (duty) => `  ${colors.yellow('provided that')} ${dutyText(duty)}`,
  );
  const lines = [`${effect}: ${decision.explanation}`, ...clauses, ...duties];
  return `${[...lines, ...whyText(decision, colors)].join('\n')}\n`;
}

function whyText({ effect, categories = [], alternatives, isCutOff }: Answer, colors: Colors) {
  if (alternatives === undefined) return [];
  const each = categories.map(
    (one) => `  ${one.category}: ${one.effect}${listed(' by ', one.reasons)}`,
  );
  if (effect === 'permit') return each;
  const none = '  no change of the request was found that would be permitted';
  const ways = alternatives.flatMap(({ changes, obligations }) => [
    `  ${colors.green('permitted')} with ${changes.map(changeText).join(', and ')}`,
    ...obligations.map((duty) => `    ${colors.yellow('provided that')} ${dutyText(duty)}`),
  ]);
  const more = isCutOff === true ? ['  there may be more: the search was cut off'] : [];
  return [...each, ...(ways.length === 0 ? [none] : ways), ...more];
}

function changeText({ what, to, clauses }: Change): string {
  const asks = listed(', which is asked for by ', clauses);
  return `${to === undefined ? `no \`${what}\`` : `\`${what}\`: ${JSON.stringify(to)}`}${asks}`;
}

function listed(before: string, clauses: readonly string[]): string {
  return clauses.length === 0 ? '' : `${before}${clauses.join(', ')}`;
}

function dutyText(duty: Obligation): string {
  switch (duty.type) {
    case 'aggregate':
      return `it is only in groups of at least ${duty.minimum} people`;
    case 'kind':
      return `it is a mail of one of these kinds: ${duty.allowed.join(', ')}`;
    case 'mask':
      return 'the values are masked';
    case 'log':
      return 'each access is logged';
    case 'notify':
      return 'the person is told';
    case 'reauthenticate':
      return `the person signed in at most ${duty.withinSeconds} seconds before`;
    case 'encrypt':
      return encryptionText(duty);
    case 'delete-by':
      return deletionText(duty);
  }
}

function encryptionText(duty: EncryptAtRest | EncryptInTransit): string {
  if (duty.scope === 'in-transit') return `it travels by TLS ${duty.minimum} or newer`;
  const each = duty.fields === undefined ? '' : `, and ${duty.fields.join(', ')} value by value`;
  return `it is kept encrypted with ${duty.algorithm}-${duty.bits}${each}`;
}

function deletionText({ data, after, within, backups, unless = [] }: DeleteBy): string {
  const later = backups === undefined ? '' : `, and from backups ${formatDuration(backups)} later`;
  const except = unless.length === 0 ? '' : `, but for what ${unless.join(', ')} keeps`;
  return `${data.join(', ')} is gone within ${formatDuration(within)} of ${after}${later}${except}`;
}
