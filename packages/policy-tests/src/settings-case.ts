import type { CompiledPolicy } from '@troth/compiler';
import { mismatched } from './mismatch.ts';
import type { Settings } from './test-file.ts';

/** What differs from the settings that a test expects, in the words of `policy.yaml`. */
export function checkSettings(
  { notice_days: notice, approvals, page }: Settings,
  policy: CompiledPolicy,
): readonly string[] {
  const { noticeDays } = policy;
  return [
    ...(notice === undefined || notice === noticeDays
      ? []
      : [`expected notice_days ${notice}, got ${noticeDays}`]),
    ...(['loosens', 'tightens'] as const).flatMap((change) => {
      const roles = approvals?.[change];
      if (roles === undefined) return [];
      return mismatched(`approvals.${change}`, roles, policy.approvals[change]);
    }),
    ...(page === undefined || page.status === policy.page.status
      ? []
      : [`expected page.status ${page.status}, got ${policy.page.status}`]),
  ];
}
