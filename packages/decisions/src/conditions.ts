import type { Recipient, UseConditions } from '@troth/compiler';
import type { Asking } from './asking.ts';

/** Something that must hold for a permit; `clauses` are the numbers of those that demand it. */
export type Condition = { readonly clauses: readonly number[] } & (
  | { readonly type: 'aggregate'; readonly minimum: number }
  | { readonly type: 'kind'; readonly allowed: readonly string[] }
  | { readonly type: 'objection'; readonly purpose: string }
  | { readonly type: 'beneficiary' }
  | { readonly type: 'case' }
  | { readonly type: 'log' }
  | { readonly type: 'mask' }
  | { readonly type: 'contract'; readonly recipient: Recipient }
  | { readonly type: 'basis'; readonly bases: readonly string[] }
);

/** `owed`: the caller has not said, and can still see to it. */
export type Verdict = 'holds' | 'owed' | 'fails';

/** The conditions of one use rule. `objectors` are the clauses that let a subject object to the purpose. */
export function conditionsOf(
  stated: UseConditions,
  clause: number,
  objection: { readonly purpose: string; readonly objectors: readonly number[] },
): readonly Condition[] {
  const clauses = [clause];
  const found: Condition[] = [];
  if (stated.aggregate !== undefined) {
    found.push({ type: 'aggregate', clauses, minimum: stated.aggregate.minimum });
  }
  if (stated.kinds !== undefined) found.push({ type: 'kind', clauses, allowed: stated.kinds });
  if (stated.optOut === true) {
    const { purpose, objectors } = objection;
    found.push({ type: 'objection', clauses: [clause, ...objectors], purpose });
  }
  if (stated.beneficiary !== undefined) found.push({ type: 'beneficiary', clauses });
  if (stated.case === true) found.push({ type: 'case', clauses });
  if (stated.log === true) found.push({ type: 'log', clauses });
  if (stated.mask === true) found.push({ type: 'mask', clauses });
  return found;
}

export function judge(condition: Condition, { request, state, now }: Asking): Verdict {
  const { context } = request;
  switch (condition.type) {
    case 'aggregate':
      return inGroups(condition.minimum, context?.aggregate, context?.groupSize);
    case 'kind':
      if (context?.kind === undefined && condition.allowed.length > 0) return 'owed';
      return heldIf(condition.allowed.includes(context?.kind ?? ''));
    case 'objection':
      return heldIf(!state.optOuts.includes(condition.purpose));
    case 'beneficiary':
      return heldIf(
        context?.beneficiary === undefined || context.beneficiary === request.subject?.id,
      );
    case 'case':
      return heldIf(isStated(context?.caseId));
    case 'log':
      return said(context?.log);
    case 'mask':
      return said(context?.mask);
    case 'contract':
      return heldIf(isUnderContract(condition.recipient, now));
    case 'basis':
      return heldIf(
        context?.basis !== undefined &&
          condition.bases.includes(context.basis) &&
          isStated(context.disclosureId),
      );
  }
}

/** A group size that is not stated stays owed even where the caller says it looks at groups. */
function inGroups(
  minimum: number,
  aggregate: boolean | undefined,
  groupSize: number | undefined,
): Verdict {
  if (aggregate === false || (groupSize !== undefined && !(groupSize >= minimum))) return 'fails';
  return aggregate === undefined || groupSize === undefined ? 'owed' : 'holds';
}

/** In force from the day it was signed until the day it expires begins, both in UTC. */
function isUnderContract({ contract }: Recipient, now: Date): boolean {
  if (contract === undefined || !(Date.parse(contract.signed) <= now.getTime())) return false;
  return contract.expires === undefined || Date.parse(contract.expires) > now.getTime();
}

/** The rest of "… is denied: …" when the condition fails. */
export function becauseOf(condition: Condition): string {
  switch (condition.type) {
    case 'aggregate':
      return `it is permitted in groups of at least ${condition.minimum} data subjects only`;
    case 'kind':
      return `it is permitted for these kinds only: ${condition.allowed.join(', ')}`;
    case 'objection':
      return 'the data subject has objected to this purpose';
    case 'beneficiary':
      return 'it would benefit someone other than the data subject';
    case 'case':
      return 'no open case is named';
    case 'log':
      return 'it would not be logged';
    case 'mask':
      return 'the data would not be masked';
    case 'contract':
      return `no contract with "${condition.recipient.name}" is in force`;
    case 'basis':
      return `it takes one of these bases and a recorded disclosure: ${condition.bases.join(', ')}`;
  }
}

function said(answer: boolean | undefined): Verdict {
  return answer === undefined ? 'owed' : heldIf(answer);
}

function isStated(id: string | undefined): boolean {
  return id !== undefined && id.trim() !== '';
}

function heldIf(holds: boolean): Verdict {
  return holds ? 'holds' : 'fails';
}
