import type { Decision } from '@troth/decisions';
import type { Ruling } from './rulings.ts';

/** The same decision is given many times; its JSON is written once. */
const texts = new WeakMap<Decision, string>();

/** One answer as JSON: the decision, the hash of the policy that decided, and the decision's own id. */
export function answerText(id: string, { decision, policyVersion }: Ruling): string {
  return `${openText(decision)},"policyVersion":"${policyVersion}","decisionId":"${id}"}`;
}

/** Without its last brace. */
function openText(decision: Decision): string {
  const known = texts.get(decision);
  if (known !== undefined) return known;
  const text = JSON.stringify(decision).slice(0, -1);
  texts.set(decision, text);
  return text;
}
