import type { Approvals, CompiledPolicy, Leaning } from '@troth/compiler';
import type { Mutant } from './mutant.ts';

type Wrong = Pick<Mutant, 'what' | 'direction'> & { readonly changed: Partial<CompiledPolicy> };

/** What `policy.yaml` promises of changes and of the page, each a little more and a little less. */
export function settingMutants(
  policy: CompiledPolicy,
  put: (changed: CompiledPolicy) => CompiledPolicy,
): readonly Mutant[] {
  return [...ofNotice(policy), ...ofApprovals(policy), ofStatus(policy)].map(
    ({ what, direction, changed }): Mutant => ({
      clause: 'policy',
      what,
      direction,
      of: 'policy',
      noticedBy: '`settings:`',
      policy: put({ ...policy, ...changed }),
    }),
  );
}

function ofNotice({ noticeDays }: CompiledPolicy): readonly Wrong[] {
  const to = (days: number, direction: Leaning): Wrong => ({
    what: `notice_days: ${noticeDays} → ${days}`,
    direction,
    changed: { noticeDays: days },
  });
  return [
    ...(noticeDays > 0 ? [to(noticeDays - 1, 'loosens')] : []),
    to(noticeDays + 1, 'tightens'),
  ];
}

/** Unlike a rule's list, one of approvals may be empty: then nobody has to agree. */
function ofApprovals({ approvals }: CompiledPolicy): readonly Wrong[] {
  return (['loosens', 'tightens'] as const).flatMap((change) => {
    const roles = approvals[change];
    const to = (what: string, direction: Leaning, value: Approvals[typeof change]): Wrong => ({
      what: `approvals.${change}: ${what}`,
      direction,
      changed: { approvals: { ...approvals, [change]: value } },
    });
    return [
      ...roles.map((role) =>
        to(
          `${role} dropped`,
          'loosens',
          roles.filter((other) => other !== role),
        ),
      ),
      to('another-role added', 'tightens', [...roles, 'another-role']),
    ];
  });
}

/** What readers are told of enforcement is itself a promise. */
function ofStatus({ page }: CompiledPolicy): Wrong {
  const status = page.status === 'public' ? 'internal' : 'public';
  return {
    what: `page.status: ${page.status} → ${status}`,
    direction: status === 'public' ? 'tightens' : 'loosens',
    changed: { page: { ...page, status } },
  };
}
