import type { CompiledPolicy } from '@troth/compiler';
import type { DataSentFact, HostFact, PackageFact } from '@troth/facts';

import type { Vendor } from '../../catalogue.ts';
import type { ScanContext } from '../../context.ts';
import { isOwnHost, sharingClause, sharingWith } from '../../declared.ts';
import { defineRule, finding, joinRules, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';
import { listed, personalValues, reachOf } from '../../sent-data.ts';
import { isVariable, recipientOf, vendorOf, waysTo } from '../../words/recipient-of.ts';
import type { Reach } from '../../words/recipient-of.ts';

const meta: RuleMeta = {
  id: 'sharing/undeclared-recipient',
  protects: ['share', 'never'],
  summary: 'Data reaches somebody whom the policy does not name.',
  why: 'Readers are told who gets their data; one more tracker or error reporter makes that untrue.',
  fix: 'Remove the vendor, or have legal declare it with its role, its data and its contract.',
  unsafe: `import * as Sentry from '@sentry/node';\nSentry.setUser({ email: user.email });`,
  safe: `import { readFile } from 'node:fs/promises';\nawait readFile('report.txt');`,
  language: 'ts',
};

export const undeclaredRecipient: Rule = joinRules(
  meta,
  defineRule(meta, 'data-sent', flow),
  defineRule(meta, 'package', reference),
  defineRule(meta, 'host', namedHost),
);

function flow(fact: DataSentFact, context: ScanContext): readonly Report[] {
  const { sink } = fact;
  if (sink.kind === 'log' || sink.kind === 'place') return [];
  const values = personalValues(fact, context);
  if (values.length === 0) return [];
  const reach = reachOf(sink, context);
  if (reach === undefined) return [note(fact, `cannot tell who gets ${listed(values)}`)];
  const who = undeclared(reach, context);
  if (who === undefined) return [];
  const message = `${who.name} gets ${listed(values)}, and the policy does not name it`;
  return [finding(fact, who.clause, message)];
}

/**
 * An undeclared vendor is reported once: in each file that sets it up, or, when none does and a
 * `package.json` has it, at its first import, or where it is depended on.
 */
function reference(fact: PackageFact, context: ScanContext): readonly Report[] {
  const who = undeclared({ kind: 'package', name: fact.name }, context);
  if (who === undefined || !who.isRecipient || !reportedPackages(context).has(fact)) return [];
  if (fact.how === 'import' && !isDependedOn(who.name, context))
    return [note(fact, `cannot tell what ${who.name} gets through \`${fact.name}\``)];
  if (fact.gets === 'nothing' && !gathering.has(who.service ?? ''))
    return [note(fact, `${who.name} is set up here, and gets nothing of anybody’s`)];
  const does =
    fact.how === 'set-up'
      ? 'is set up here'
      : `is reached by \`${fact.name.replace(/^env:/u, '')}\``;
  return [finding(fact, who.clause, `${who.name} ${does}, and the policy does not name it`)];
}

/** Whether some `package.json` has a vendor's package: else the code may be a sample that nothing runs. */
function isDependedOn(vendor: string, context: ScanContext): boolean {
  return context
    .factsOf('package')
    .some(
      ({ how, name }) =>
        how === 'dependency' && undeclared({ kind: 'package', name }, context)?.name === vendor,
    );
}

/** Made once for a scan: the facts that stand for their vendor. */
const reportedOf = new WeakMap<ScanContext, ReadonlySet<PackageFact>>();

function reportedPackages(context: ScanContext): ReadonlySet<PackageFact> {
  const known = reportedOf.get(context);
  if (known !== undefined) return known;
  const facts = context.factsOf('package').toSorted(setUpsFirst);
  const byVendor = Map.groupBy(
    facts,
    ({ name }) => undeclared({ kind: 'package', name }, context)?.name ?? '',
  );
  const reported = new Set([...byVendor.values()].flatMap(standingForAll));
  reportedOf.set(context, reported);
  return reported;
}

function standingForAll(sorted: readonly PackageFact[]): readonly PackageFact[] {
  const setUps = sorted.filter(({ how }) => how === 'set-up');
  if (setUps.length === 0) return sorted.slice(0, 1);
  return setUps.filter(({ at }, index) => setUps[index - 1]?.at.file !== at.file);
}

function namedHost(fact: HostFact, context: ScanContext): readonly Report[] {
  const { host } = fact;
  const reach: Reach = { kind: 'host', name: host };
  if (isOwnHost(host, context.policy) || sharingWith(reach, context.policy) !== undefined)
    return [];
  const who = undeclared(reach, context);
  if (who?.isRecipient !== true)
    return [note(fact, `the policy names no recipient at \`${host}\``)];
  if (!reportedHosts(context).has(fact)) return [];
  return [finding(fact, who.clause, `\`${host}\` is ${who.name}, and the policy does not name it`)];
}

const hostsOf = new WeakMap<ScanContext, ReadonlySet<HostFact>>();

/** The first host of each vendor in a file, unless a flow to the vendor is reported there anyway. */
function reportedHosts(context: ScanContext): ReadonlySet<HostFact> {
  const known = hostsOf.get(context);
  if (known !== undefined) return known;
  const told = new Set(
    context.facts.flatMap((fact) => (fact.kind === 'data-sent' ? toldByFlow(fact, context) : [])),
  );
  const reported = new Set<HostFact>();
  for (const fact of context.facts) {
    if (fact.kind !== 'host') continue;
    const key = vendorAt({ kind: 'host', name: fact.host }, fact, context);
    if (!told.has(key)) reported.add(fact);
    told.add(key);
  }
  hostsOf.set(context, reported);
  return reported;
}

function toldByFlow(fact: DataSentFact, context: ScanContext): readonly string[] {
  const reach = reachOf(fact.sink, context);
  const isTold = reach && flow(fact, context).some(({ kind }) => kind === 'finding');
  return isTold === true ? [vendorAt(reach, fact, context)] : [];
}

function vendorAt(reach: Reach, { at }: HostFact | DataSentFact, context: ScanContext): string {
  return `${undeclared(reach, context)?.name ?? ''} ${at.file}`;
}

interface Undeclared {
  readonly name: string;
  readonly clause: string;
  /** Whether reaching it is itself a finding; false where only what is sent counts. */
  readonly isRecipient: boolean;
  readonly service?: string;
}

type Answer = Undeclared | 'nobody';

/** Told once for a scan and each way to reach somebody. */
const answersOf = new WeakMap<ScanContext, Map<string, Answer>>();

/** Who is reached, when it is somebody outside and no clause names them. */
function undeclared(reach: Reach, context: ScanContext): Undeclared | undefined {
  const known = answersOf.get(context) ?? new Map<string, Answer>();
  answersOf.set(context, known);
  const key = `${reach.kind} ${reach.name}`;
  const answer = known.get(key) ?? judged(reach, context) ?? 'nobody';
  known.set(key, answer);
  return answer === 'nobody' ? undefined : answer;
}

function judged(reach: Reach, { policy, catalogue }: ScanContext): Undeclared | undefined {
  if (sharingWith(reach, policy) !== undefined) return undefined;
  if (reach.kind === 'host' && isOwnHost(reach.name, policy)) return undefined;
  const vendor = vendorOf(reach, catalogue);
  if (vendor !== undefined && isVariable(reach) && isNamed(vendor, policy)) return undefined;
  const recipient = recipientOf(reach, policy.vocabulary.recipients);
  const clause = sharingClause(policy, vendor?.service);
  if (clause === undefined) return undefined;
  if (vendor !== undefined)
    return {
      name: vendor.name,
      clause,
      isRecipient: !nobodyAlone.has(vendor.service),
      service: vendor.service,
    };
  if (recipient !== undefined) return { name: recipient.name, clause, isRecipient: true };
  return reach.kind === 'host'
    ? { name: `\`${reach.name}\``, clause, isRecipient: false }
    : undefined;
}

/** Services to which being reached tells nothing of anybody. */
const nobodyAlone = new Set(['instrumentation', 'developer tools', 'content management']);

/** Services that take what they see, whatever they are given. */
const gathering = new Set(['error tracking', 'session replay', 'advertising', 'user guidance']);

/** Whether the policy shares with a vendor, by whatever way it knows them. */
function isNamed(vendor: Vendor, policy: CompiledPolicy): boolean {
  return waysTo(vendor).some((way) => sharingWith(way, policy) !== undefined);
}

function setUpsFirst(a: PackageFact, b: PackageFact): number {
  const order = ['set-up', 'import', 'dependency'];
  if (a.how !== b.how) return order.indexOf(a.how) - order.indexOf(b.how);
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column;
}
