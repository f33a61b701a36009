import type { CompiledPolicy } from '@troth/compiler';
import { diffPolicies, requirementsUnmet } from '@troth/diff';
import { bindingVersions, loosens } from './binding-versions.ts';
import type { PublishRequest } from './publish-request.ts';
import type { PublishedVersion } from './published-version.ts';

/** Everything that forbids to publish a policy as it stands, a sentence each. */
export function refusalsOf(request: PublishRequest): readonly string[] {
  const { policy, versions } = request;
  const standing = standingOn(versions, policy.version.published);
  return [
    ...dateRefusals(request),
    ...new Set(standing.flatMap((older) => noticeRefusals(older, policy))),
    ...approvalRefusals(request, standing),
    ...changeLogRefusals(request, standing),
  ];
}

/**
 * The versions that readers were promised on a day: the one in force, those scheduled, and the newest.
 * All of them count, for a version between them and the new one could else carry a loosening past
 * readers who still live under the oldest.
 */
export function standingOn(
  versions: readonly PublishedVersion[],
  day: string,
): readonly PublishedVersion[] {
  const { inForce, scheduled } = bindingVersions(versions, { date: day });
  const standing = new Set([inForce, ...scheduled, versions.at(-1)]);
  return versions.filter((version) => standing.has(version));
}

function dateRefusals({ policy, versions, today }: PublishRequest): readonly string[] {
  const { published, effective } = policy.version;
  const newest = versions.at(-1);
  const refusals: string[] = [];
  const same = versions.find((version) => version.published === published);
  if (same !== undefined)
    refusals.push(
      `the version of ${published} is published ${same.record.legacy ? 'as a text without rules' : 'with other content'}, and a published version never changes: write a later \`published:\` in policy.yaml`,
    );
  else if (newest !== undefined && published < newest.published)
    refusals.push(
      `a version of ${newest.published} is published: \`published: ${published}\` in policy.yaml must be a later day`,
    );
  else if (published < today)
    refusals.push(
      `\`published: ${published}\` in policy.yaml has passed: readers cannot be told on a day before today, ${today}`,
    );
  if (effective < published)
    refusals.push(`it would take effect on ${effective}, before it is published on ${published}`);
  return refusals;
}

function noticeRefusals(older: PublishedVersion, policy: CompiledPolicy): readonly string[] {
  if (older.policy === undefined) return legacyNoticeRefusals(older, policy);
  const clausesOf = new Map<string, string[]>();
  for (const { clause, requirement } of requirementsUnmet(older.policy, policy))
    clausesOf.set(requirement, [...(clausesOf.get(requirement) ?? []), clause]);
  return [...clausesOf].map(
    ([requirement, clauses]) =>
      `it loosens ${clauses.join(', ')} against the version of ${older.published} and lacks ${requirement}`,
  );
}

/** Nobody stated what the text promises in rules, so anything may be less; the newer policy's own notice counts. */
function legacyNoticeRefusals(older: PublishedVersion, policy: CompiledPolicy): readonly string[] {
  const { published, effective } = policy.version;
  const days = (Date.parse(effective) - Date.parse(published)) / 86_400_000;
  if (days >= policy.noticeDays) return [];
  return [
    `the version of ${older.published} is a text without rules, so this one may loosen it and lacks an effective date at least ${policy.noticeDays} days after publication on ${published}, not ${effective}`,
  ];
}

/** Roles are those of the policy that stands, so that a change cannot lower its own bar. */
function approvalRefusals(
  { policy, approvals }: PublishRequest,
  standing: readonly PublishedVersion[],
): readonly string[] {
  const needed = new Set(standing.flatMap((older) => rolesNeeded(older, policy)));
  return [...needed]
    .filter((role) => !approvals.some((approval) => approval.role === role))
    .map((role) => `nobody in the role \`${role}\` has approved it: --approved-by "${role}:NAME"`);
}

function rolesNeeded(older: PublishedVersion, policy: CompiledPolicy): readonly string[] {
  if (older.policy === undefined) return policy.approvals.loosens;
  const { material, changes } = diffPolicies(older.policy, policy);
  const tightens = changes.some(({ direction }) => direction === 'tightens');
  return [
    ...(material ? older.policy.approvals.loosens : []),
    ...(tightens ? older.policy.approvals.tightens : []),
  ];
}

function changeLogRefusals(
  { policy, changeLog }: PublishRequest,
  standing: readonly PublishedVersion[],
): readonly string[] {
  const { published, effective } = policy.version;
  const material = standing.some((older) => loosens(older, { published, effective, policy }));
  if (!material || changeLog !== undefined) return [];
  return [
    `it loosens, or may, and the change log has no entry: write what changes under \`## ${published}\` in CHANGELOG.md beside policy.yaml`,
  ];
}
