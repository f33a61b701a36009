import type { Mutant, MutantDirection } from './mutant.ts';

/** Which kind of test would notice, in one line. */
export function noticedBy(of: Mutant['of'], direction: MutantDirection): string {
  return KINDS[of](direction === 'loosens' ? 'deny' : 'permit');
}

const KINDS: Readonly<Record<Mutant['of'], (answer: 'permit' | 'deny') => string>> = {
  collect: (answer) =>
    `\`collect:\` with an answer of \`${answer}\`, or an \`event:\` with \`collected:\``,
  use: (answer) => `\`use:\` with an answer of \`${answer}\`, and \`owes:\` for its conditions`,
  share: (answer) => `\`share:\` and \`to:\` with an answer of \`${answer}\``,
  limit: (answer) => `what is limited, from outside of the limit, with an answer of \`${answer}\``,
  never: (answer) => `the act that is forbidden, with an answer of \`${answer}\``,
  disclose: (answer) =>
    `\`disclose:\` with an answer of \`${answer}\`, or \`requires: { approvers: … }\``,
  erase: () => 'an `event:` with `due:` and `erased:`',
  retain: () => '`retained:`, or an `event:` with `kept:`',
  contract: () => '`contracts:`',
  encrypt: () => '`requires: { tls: …, cipher: … }`',
  restrict: () => '`staff:`, or `access:` with `by:`',
  control: () => '`evidence:`',
  grant: () => '`request:` and `of:` with `granted:`, `within:` and `through:`',
  clause: () => 'a case in which only the other clause decides, or an `event:` with `kept:`',
};
