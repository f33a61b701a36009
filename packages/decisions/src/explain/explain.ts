import type { CompiledPolicy } from '@troth/compiler';
import type { Decision } from '../decision.ts';
import { Alternatives, type Alternative, type Found } from './alternatives.ts';
import { applied, dataEdit, type Answering, type Asked } from './edits.ts';

/** Why the answer is what it is, and what would have had to be different. */
export interface Explanation extends Found {
  readonly decision: Decision;
  /** The answer for each category alone: which clauses permit it, which deny. */
  readonly categories: readonly Part[];
}

/** An explanation as it is told: without the question, and so without what is on record of the subject. */
export interface ToldExplanation extends Pick<Explanation, 'categories' | 'isCutOff'> {
  readonly alternatives: readonly Omit<Alternative, 'asked'>[];
}

export interface Part {
  readonly category: string;
  readonly effect: Decision['effect'];
  readonly reasons: readonly string[];
  readonly explanation: string;
}

/**
 * Why, and what else. Each alternative has been asked and is permitted, and with any one of its
 * changes left out it is denied.
 * @param policy whose words the alternatives are made of
 */
export function explain(policy: CompiledPolicy, asked: Asked, answer: Answering): Explanation {
  const decision = answer(asked);
  const categories = asked.request.data.map((category): Part => {
    const { effect, reasons, explanation } = answer(applied(asked, [dataEdit(asked, [category])]));
    return { category, effect, reasons, explanation };
  });
  if (decision.effect === 'permit') {
    return { decision, categories, alternatives: [], isCutOff: false };
  }
  return { decision, categories, ...new Alternatives(policy, asked, answer).found() };
}

export function toldOf({ categories, alternatives, isCutOff }: Explanation): ToldExplanation {
  return {
    categories,
    alternatives: alternatives.map(({ changes, obligations, reasons }) => ({
      changes,
      obligations,
      reasons,
    })),
    isCutOff,
  };
}
