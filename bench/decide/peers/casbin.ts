import { newEnforcer, newModelFromString, StringAdapter } from 'casbin';
import type { FlatRule, Peer } from '../flat-rules.ts';

const MODEL = `
[request_definition]
r = action, category, purpose, recipient, objects
[policy_definition]
p = actions, category, purpose, recipient, optout, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.category == p.category && listed(r.action, p.actions) && given(r.purpose, p.purpose) && given(r.recipient, p.recipient) && !(r.objects && p.optout == "yes")
`;

/** One line a rule and category. */
export async function casbinPeer(rules: readonly FlatRule[]): Promise<Peer> {
  const lines = rules.flatMap(
    ({ effect, actions, categories, purpose = '*', recipient = '*', optOut }) =>
      categories.map((category) =>
        [
          'p',
          actions.join('/'),
          category,
          purpose,
          recipient,
          optOut ? 'yes' : 'no',
          effect === 'deny' ? 'deny' : 'allow',
        ].join(', '),
      ),
  );
  const enforcer = await newEnforcer(
    newModelFromString(MODEL),
    new StringAdapter(lines.join('\n')),
  );
  await enforcer.addFunction('listed', (word: string, list: string) =>
    list.split('/').includes(word),
  );
  await enforcer.addFunction('given', (word: string, wanted: string) =>
    [word, '*'].includes(wanted),
  );
  return {
    name: 'casbin',
    permits: ({ action, category, purpose, recipient, objects }) =>
      enforcer.enforce(action, category, purpose, recipient, objects),
  };
}
