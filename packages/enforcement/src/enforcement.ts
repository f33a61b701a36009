import {
  addDuration,
  formatDuration,
  verbOf,
  type CompiledClause,
  type CompiledPolicy,
  type Recipient,
  type Requirement,
} from '@troth/compiler';
import type { Evidence, Mechanism } from './mechanism.ts';

/** How far a clause is kept. `gap`: nothing keeps it, or not all that must. Unknown is a gap. */
export type Status = 'enforced' | 'evidenced' | 'informational' | 'gap';

export interface ClauseEnforcement {
  readonly id: string;
  readonly status: Status;
  readonly enforcedBy: readonly Mechanism[];
  /** What is missing, in words; empty unless `status` is `gap`. */
  readonly missing: readonly string[];
  /** What the sentence promises beyond every mechanism, in words. */
  readonly remainder: readonly string[];
  /** The company knows of the gap and answers for it until this day, `YYYY-MM-DD`. */
  readonly acknowledged?: { readonly because: string; readonly until: string };
}

export interface Enforcement {
  /** In page order, every clause of the policy. */
  readonly clauses: readonly ClauseEnforcement[];
  /** Clauses with status `gap`. */
  readonly gaps: readonly { readonly clause: string; readonly acknowledged: boolean }[];
}

/** What keeps each clause at `now`, given the mechanisms there are and the evidence on file. */
export function enforcementOf(
  policy: CompiledPolicy,
  mechanisms: readonly Mechanism[],
  evidence: readonly Evidence[],
  now: Date,
): Enforcement {
  const clauses = policy.clauses.map((clause) =>
    enforcementOfClause(clause, { policy, mechanisms, evidence, now }),
  );
  const gaps = clauses
    .filter(({ status }) => status === 'gap')
    .map(({ id, acknowledged }) => ({ clause: id, acknowledged: acknowledged !== undefined }));
  return { clauses, gaps };
}

interface Known {
  readonly policy: CompiledPolicy;
  readonly mechanisms: readonly Mechanism[];
  readonly evidence: readonly Evidence[];
  readonly now: Date;
}

function enforcementOfClause(clause: CompiledClause, known: Known): ClauseEnforcement {
  const requirements = clause.rules.map((rule) => verbOf(rule).contributes.keptBy(rule));
  const wanted = new Set(requirements.flatMap(({ mechanisms }) => mechanisms));
  const enforcedBy = known.mechanisms.filter(({ id }) => wanted.has(id));
  const missing = [
    ...missingMechanisms(wanted, enforcedBy),
    ...requirements.flatMap((each) => missingProof(each, known)),
    ...unwritten(clause),
  ];
  const status = statusOf(clause, requirements, missing);
  const acknowledged = status === 'gap' ? acknowledgement(clause, known) : undefined;
  return {
    id: clause.id,
    status,
    enforcedBy,
    missing,
    remainder: requirements.flatMap(({ remainder }) => remainder ?? []),
    ...(acknowledged && { acknowledged }),
  };
}

function statusOf(
  { informational }: CompiledClause,
  requirements: readonly Requirement[],
  missing: readonly string[],
): Status {
  if (missing.length > 0) return 'gap';
  if (informational !== undefined) return 'informational';
  return requirements.some(({ evidence, contracts }) => evidence ?? contracts)
    ? 'evidenced'
    : 'enforced';
}

function missingMechanisms(
  wanted: ReadonlySet<string>,
  found: readonly Mechanism[],
): readonly string[] {
  return [...wanted]
    .filter((id) => !found.some((mechanism) => mechanism.id === id))
    .map((id) => `the mechanism ${id}`);
}

function missingProof(
  { evidence: wanted, contracts = [], outside }: Requirement,
  { policy, evidence, now }: Known,
): readonly string[] {
  const stale =
    wanted &&
    !evidence.some(
      ({ control, at }) => control === wanted.control && isCurrent(new Date(at), wanted, now),
    )
      ? [evidenceInWords(wanted)]
      : [];
  const recipients = policy.vocabulary.recipients.filter(({ id }) => contracts.includes(id));
  return [
    ...stale,
    ...recipients
      .filter((recipient) => !hasContract(recipient, now))
      .map(({ id }) => `a contract in force with ${id}`),
    ...(outside === undefined ? [] : recipients.filter(isUnsafe(policy, outside))).map(
      ({ id }) => `a safeguard for the transfer to ${id}`,
    ),
  ];
}

function isCurrent(at: Date, { every }: NonNullable<Requirement['evidence']>, now: Date): boolean {
  return at <= now && now <= addDuration(at, every);
}

function hasContract({ contract }: Recipient, now: Date): boolean {
  const day = now.toISOString().slice(0, 10);
  return (
    contract !== undefined &&
    contract.signed <= day &&
    (contract.expires === undefined || day < contract.expires)
  );
}

/** A recipient that does not say where it processes is in none of the regions. */
function isUnsafe(
  { vocabulary }: CompiledPolicy,
  outside: readonly string[],
): (recipient: Recipient) => boolean {
  const inside = vocabulary.regions.filter(({ id }) => outside.includes(id));
  const countries = new Set(inside.flatMap((region) => region.countries));
  return ({ country = '', transfer }) => transfer === undefined && !countries.has(country);
}

function unwritten({ rules, informational, todo }: CompiledClause): readonly string[] {
  if (todo !== undefined) return [`a rule, to be written by ${todo}`];
  return rules.length === 0 && informational === undefined ? ['a rule'] : [];
}

function acknowledgement(
  { id }: CompiledClause,
  { policy, now }: Known,
): ClauseEnforcement['acknowledged'] {
  const day = now.toISOString().slice(0, 10);
  const found = policy.acknowledgedGaps.find(({ clause, until }) => clause === id && day < until);
  return found && { because: found.because, until: found.until };
}

/** In words, for a report: `evidence of penetration-test, no older than 365 days`. */
function evidenceInWords({ control, every }: NonNullable<Requirement['evidence']>): string {
  return `evidence of ${control}, no older than ${formatDuration(every)}`;
}
