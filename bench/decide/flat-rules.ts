import type { CompiledPolicy } from '@troth/compiler';
import type { Action } from '@troth/decisions';

/** A rule as a general engine takes it: the category tree written out, one purpose, one recipient. */
export interface FlatRule {
  readonly effect: 'permit' | 'deny';
  readonly actions: readonly Action[];
  readonly categories: readonly string[];
  /** Absent: any. */
  readonly purpose?: string;
  readonly recipient?: string;
  /** Not while the subject objects. */
  readonly optOut: boolean;
}

export interface Question {
  readonly action: Action;
  readonly category: string;
  readonly purpose: string;
  readonly recipient: string;
  readonly objects: boolean;
}

/** A peer: the same verdicts, without clauses, obligations or a sentence. */
export interface Peer {
  readonly name: string;
  permits(question: Question): boolean | Promise<boolean>;
}

/** What the policies of the workload say of `use`, `store` and `share`, for engines that know no privacy. */
export function flatRules({ clauses, vocabulary }: CompiledPolicy): readonly FlatRule[] {
  const ids = vocabulary.categories.map(({ id }) => id);
  const covered = (data: readonly string[]): readonly string[] =>
    ids.filter((id) => data.some((above) => isWithin(id, above)));
  return clauses.flatMap(({ rules: [rule] }): readonly FlatRule[] => {
    if (rule?.verb === 'use' || rule?.verb === 'collect') {
      const optOut = rule.verb === 'use' && rule.conditions.optOut === true;
      const actions: readonly Action[] = ['use', 'store'];
      return rule.purposes.map((purpose) => ({
        effect: 'permit',
        actions,
        categories: covered(rule.data),
        purpose,
        optOut,
      }));
    }
    if (rule?.verb === 'share') {
      return rule.recipients.map(({ recipient, data, purposes: [purpose = ''] }) => ({
        effect: 'permit',
        actions: ['share'],
        categories: covered(data),
        purpose,
        recipient,
        optOut: false,
      }));
    }
    if (rule?.verb !== 'never' || rule.act !== 'store') return [];
    // What may not be stored may not be stored as a part of something either.
    const touched = ids.filter((id) =>
      rule.data.some((each) => isWithin(id, each) || isWithin(each, id)),
    );
    return [{ effect: 'deny', actions: ['store'], categories: touched, optOut: false }];
  });
}

function isWithin(id: string, above: string): boolean {
  return id === above || id.startsWith(`${above}.`);
}
