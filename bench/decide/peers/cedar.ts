import { createRequire } from 'node:module';
import type * as Cedar from '@cedar-policy/cedar-wasm';
import type { FlatRule, Peer } from '../flat-rules.ts';

const cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs') as typeof Cedar; // the same module, built for Node

/** Policies are parsed once; the category tree is written out, as it is for the others. */
export function cedarPeer(rules: readonly FlatRule[]): Peer {
  const id = `rules-${rules.length}`;
  const texts = rules.map((rule, number) => [`rule${number}`, textOf(rule)] as const);
  const parsed = cedar.preparsePolicySet(id, { staticPolicies: Object.fromEntries(texts) });
  if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed.errors.slice(0, 2)));
  return {
    name: 'Cedar (wasm)',
    permits: ({ action, category, purpose, recipient, objects }) => {
      const answer = cedar.statefulIsAuthorized({
        principal: { type: 'Service', id: 'any' },
        action: { type: 'Action', id: action },
        resource: { type: 'Category', id: category },
        context: { purpose, recipient, objects },
        preparsedPolicySetId: id,
        entities: [],
      });
      if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
      return answer.response.decision === 'allow';
    },
  };
}

function textOf({ effect, actions, categories, purpose, recipient, optOut }: FlatRule): string {
  const conditions = [
    `[${categories.map((each) => `Category::"${each}"`).join(', ')}].contains(resource)`,
    ...(purpose === undefined ? [] : [`context.purpose == "${purpose}"`]),
    ...(recipient === undefined ? [] : [`context.recipient == "${recipient}"`]),
    ...(optOut ? ['!context.objects'] : []),
  ];
  const listed = actions.map((each) => `Action::"${each}"`).join(', ');
  const verb = effect === 'deny' ? 'forbid' : 'permit';
  return `${verb}(principal, action in [${listed}], resource) when { ${conditions.join(' && ')} };`;
}
