import type { DataSentFact, Fact, HostFact, PackageFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { isOwnHost, sharingClause, sharingWith } from '../../declared.ts';
import { defineRule, finding, joinRules, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';
import { listed, personalValues } from '../../sent-data.ts';
import { recipientOf, vendorOf } from '../../words/recipient-of.ts';
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

/** Calls that start a vendor's client: where an undeclared one is reported once. */
const setUps = /(?:^|\.)(?:new|constructor|init|initialize|start|load|setup|configure|boot)$/u;

function flow(fact: DataSentFact, context: ScanContext): readonly Report[] {
  const { sink } = fact;
  if (sink.kind === 'log') return [];
  const values = personalValues(fact, context);
  if (sink.name === 'unknown') {
    return values.length === 0 ? [] : [note(fact, `cannot tell who gets ${listed(values)}`)];
  }
  const who = undeclared({ kind: sink.kind, name: sink.name }, context);
  if (who === undefined) return [];
  if (values.length > 0) {
    return [
      finding(
        fact,
        who.clause,
        `${listed(values)} goes to ${who.name}, whom the policy does not name`,
      ),
    ];
  }
  return isSetUp(fact) && who.isRecipient
    ? [finding(fact, who.clause, `${who.name} is set up here, and the policy does not name it`)]
    : [];
}

/** An undeclared vendor is reported where it is set up; at its first import when it is set up nowhere. */
function reference(fact: PackageFact, context: ScanContext): readonly Report[] {
  const reach: Reach = { kind: 'package', name: fact.name };
  const who = undeclared(reach, context);
  if (who === undefined || !who.isRecipient) return [];
  const same = (other: string): boolean =>
    undeclared({ kind: 'package', name: other }, context)?.name === who.name;
  const isSetUpElsewhere = context.facts.some((one) => isUseOf(one, same));
  const [first] = context.facts
    .filter((one) => one.kind === 'package')
    .filter(({ name }) => same(name))
    .toSorted(importsFirst);
  if (isSetUpElsewhere || first !== fact) return [];
  return [
    finding(
      fact,
      who.clause,
      `\`${fact.name}\` reaches ${who.name}, whom the policy does not name`,
    ),
  ];
}

function namedHost(fact: HostFact, context: ScanContext): readonly Report[] {
  const { host } = fact;
  const reach: Reach = { kind: 'host', name: host };
  if (isOwnHost(host, context.policy) || sharingWith(reach, context.policy) !== undefined)
    return [];
  const who = undeclared(reach, context);
  if (who?.isRecipient !== true)
    return [note(fact, `the policy names no recipient at \`${host}\``)];
  return [finding(fact, who.clause, `\`${host}\` is ${who.name}, whom the policy does not name`)];
}

interface Undeclared {
  readonly name: string;
  readonly clause: string;
  /** Whether reaching it is itself a finding; false where only what is sent counts. */
  readonly isRecipient: boolean;
}

/** Who is reached, when it is somebody outside and no clause names them. */
function undeclared(reach: Reach, { policy, catalogue }: ScanContext): Undeclared | undefined {
  if (sharingWith(reach, policy) !== undefined) return undefined;
  if (reach.kind === 'host' && isOwnHost(reach.name, policy)) return undefined;
  const vendor = vendorOf(reach, catalogue);
  const recipient = recipientOf(reach, policy.vocabulary.recipients);
  const clause = sharingClause(policy, vendor?.service);
  if (clause === undefined) return undefined;
  if (vendor !== undefined)
    return { name: vendor.name, clause, isRecipient: vendor.service !== 'instrumentation' };
  if (recipient !== undefined) return { name: recipient.name, clause, isRecipient: true };
  return reach.kind === 'host'
    ? { name: `\`${reach.name}\``, clause, isRecipient: false }
    : undefined;
}

function isUseOf(fact: Fact, same: (name: string) => boolean): boolean {
  return (
    fact.kind === 'data-sent' &&
    fact.sink.kind === 'package' &&
    isSetUp(fact) &&
    same(fact.sink.name)
  );
}

function isSetUp({ sink }: DataSentFact): boolean {
  return sink.kind === 'package' && setUps.test(sink.call);
}

function importsFirst(a: PackageFact, b: PackageFact): number {
  if (a.how !== b.how) return a.how === 'import' ? -1 : 1;
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column;
}
