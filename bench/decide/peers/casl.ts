import { createMongoAbility, subject } from '@casl/ability';
import type { FlatRule, Peer } from '../flat-rules.ts';

/** The last rule that matches wins there, so what denies comes last. */
export function caslPeer(rules: readonly FlatRule[]): Peer {
  const denyingLast = rules.toSorted(
    (a, b) => Number(a.effect === 'deny') - Number(b.effect === 'deny'),
  );
  const ability = createMongoAbility(
    denyingLast.map(({ effect, actions, categories, purpose, recipient, optOut }) => ({
      action: [...actions],
      subject: [...categories],
      inverted: effect === 'deny',
      conditions: {
        ...(purpose === undefined ? {} : { purpose }),
        ...(recipient === undefined ? {} : { recipient }),
        ...(optOut ? { objects: false } : {}),
      },
    })),
  );
  return {
    name: 'CASL',
    permits: ({ action, category, purpose, recipient, objects }) =>
      ability.can(action, subject(category, { purpose, recipient, objects })),
  };
}
