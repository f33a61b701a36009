import { verbOf, verbs, type CompiledPolicy, type Rule } from '@troth/compiler';
import { isMaterial } from '@troth/orders';
import type { Change, Consequences, Notice, Reconsent } from './policy-diff.ts';

/** What follows from merging these changes; `undefined` where no promise changes. */
export function consequencesOf(
  changes: readonly Change[],
  base: CompiledPolicy,
  head: CompiledPolicy,
): Consequences | undefined {
  const meant = changes.filter(({ direction }) => direction !== 'editorial');
  if (meant.length === 0) return undefined;
  const loosened = meant.filter(({ direction }) => isMaterial(direction));
  const roles = [
    ...(loosened.length > 0 ? base.approvals.loosens : []),
    ...(loosened.length < meant.length ? base.approvals.tightens : []),
  ];
  return {
    ...(loosened.length > 0 && { notice: noticeOf(base, head) }),
    approvals: [...new Set(roles)].toSorted(),
    reconsent: reconsentOf(loosened, base, head),
    code: clausesForCode(meant, head),
  };
}

/** The notice of the policy in force, from the day the newer one says it is published. */
function noticeOf(base: CompiledPolicy, head: CompiledPolicy): Notice {
  const days = base.noticeDays;
  const { published } = head.version;
  return published > base.version.published ? { days, until: firstDay(published, days) } : { days };
}

/** The first day, `YYYY-MM-DD`, that lies `days` whole days after another. */
export function firstDay(published: string, days: number): string {
  return new Date(Date.parse(published) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Verbs by which data can go where the people it came from did not agree to. */
const FLOWS: ReadonlySet<string> = new Set(
  verbs.filter(({ contributes }) => contributes.agreedTo !== undefined).map(({ key }) => key),
);

/** Data collected under an older version keeps its purposes until its people agree to the new ones. */
function reconsentOf(
  loosened: readonly Change[],
  base: CompiledPolicy,
  head: CompiledPolicy,
): readonly Reconsent[] {
  const rules = rulesByClause(head);
  const before = rulesByClause(base);
  const clauses = new Set(
    loosened
      .filter(({ clause, kind }) => {
        const stated = rules.get(clause) ?? [];
        if (kind === 'clause added') return stated.some(({ verb }) => FLOWS.has(verb));
        return FLOWS.has(kind.split('.')[0] ?? '');
      })
      .map(({ clause }) => clause),
  );
  return [...clauses].map((clause) => {
    const purposes = [...(before.get(clause) ?? []), ...(rules.get(clause) ?? [])].flatMap(
      (rule) => verbOf(rule).contributes.agreedTo?.(rule) ?? [],
    );
    const version = `the version of ${base.version.published} or an older one`;
    return purposes.length === 0
      ? { clause, who: `everybody who accepted ${version}` }
      : { clause, who: `everybody who consented to ${[...new Set(purposes)].join(', ')}` };
  });
}

/** A tighter promise is one that code can break; what only people keep has no code. */
function clausesForCode(meant: readonly Change[], head: CompiledPolicy): readonly string[] {
  const rules = rulesByClause(head);
  const tightened = meant.filter(
    ({ direction }) => direction === 'tightens' || direction === 'mixed',
  );
  return [...new Set(tightened.map(({ clause }) => clause))].filter((clause) =>
    (rules.get(clause) ?? []).some(isKeptByCode),
  );
}

function isKeptByCode(rule: Rule): boolean {
  const { mechanisms, contracts } = verbOf(rule).contributes.keptBy(rule);
  return mechanisms.length > 0 && contracts === undefined;
}

function rulesByClause({ clauses }: CompiledPolicy): ReadonlyMap<string, readonly Rule[]> {
  return new Map(clauses.map(({ id, rules }) => [id, rules]));
}
